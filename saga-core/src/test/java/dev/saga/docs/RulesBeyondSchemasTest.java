package dev.saga.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.deadletter.DeadLetterReason;
import dev.saga.orchestrator.Delivery;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rules of the contract's section 1 that no JSON Schema can express, each with its reason. The schema takes these
 * values, so a participant that validates must keep these rules by itself; the orchestrator refuses them.
 */
class RulesBeyondSchemasTest {
    private final MessageSchemas schemas = new MessageSchemas();

    record Rule(String why, Sample sample) {
        @Override
        public String toString() {
            return sample.change() + ": " + why;
        }
    }

    static Stream<Rule> rules() {
        return Stream.concat(Stream.concat(rulesOfJsonText(), rulesOfNumbers()), rulesOfProducts());
    }

    private static Stream<Rule> rulesOfJsonText() {
        String why = "a schema sees values, not the text that they were read from";
        String good = Sample.with("payment.failed", "reason", "\"declined\"").json();
        return Stream.of(
                new Rule(why, Sample.prefixed("payment.failed", "a name twice", "\"reason\": \"declined\", ")),
                new Rule(why, new Sample("payment.failed", "a byte order mark", "\uFEFF" + good)),
                new Rule(why, new Sample("payment.failed", "something after the object", good + " {}")),
                new Rule(
                        "what a pattern makes of text that is no Unicode is not defined, nor can every reader hold it",
                        Sample.with("payment.failed", "paymentId", "\"a\\ud83d\"")));
    }

    private static Stream<Rule> rulesOfNumbers() {
        String integer = "to JSON Schema a number with a zero fraction is an integer, however it is written";
        String digits = "to JSON Schema a number is a value without digits, and readers by doubles break multipleOf";
        String exponent = "a pattern cannot add an exponent to a count of digits";
        return Stream.of(
                new Rule(integer, Sample.with("product.reserved", "quantity", "2.0")),
                new Rule(integer, Sample.with("product.reserved", "quantity", "1e2")),
                new Rule(integer, Sample.with("booking.created", "product.quantity", "2.0")),
                new Rule(digits, Sample.with("product.reserved", "price", "0.0000000001")),
                new Rule(digits, Sample.with("product.reserved", "price", "1.0000000000")),
                new Rule(exponent, Sample.with("product.reserved", "price", "\"1e18\"")),
                new Rule(exponent, Sample.with("product.reserved", "price", "\"1e-10\"")));
    }

    private static Stream<Rule> rulesOfProducts() {
        return Stream.of(
                new Rule("a schema cannot add", products("a sum of quantities", 2, 1, 500_000_001)),
                new Rule(
                        "a schema counts elements, and the same product twice is one product",
                        products("too many products", 1_001, 1_001, 1)));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aSchemaTakesWhatTheOrchestratorRefuses(Rule rule) {
        Sample sample = rule.sample();

        assertThat(schemas.errors(sample.type(), sample.bytes())).isEmpty();
        assertRefused(sample, DeadLetterReason.MALFORMED);
    }

    static Stream<Sample> tooLarge() {
        String space = " ".repeat(1 << 20);
        return Sample.types().stream().map(type -> Sample.prefixed(type, "more than 1 MiB", space));
    }

    @ParameterizedTest
    @MethodSource("tooLarge")
    void aSchemaDoesNotCountBytes(Sample sample) {
        assertThat(schemas.errors(sample.type(), sample.bytes())).isEmpty();
        assertRefused(sample, DeadLetterReason.TOO_LARGE);
    }

    @Test
    void moreElementsThanProductsAreNoFault() {
        Sample sample = products("1,500 elements, 750 products", 1_500, 750, 1);

        assertThat(schemas.errors(sample.type(), sample.bytes())).isEmpty();
        assertThat(Reading.of(sample.type(), sample.bytes())).isInstanceOf(Delivery.Understood.class);
    }

    private static void assertRefused(Sample sample, DeadLetterReason reason) {
        assertThat(Reading.of(sample.type(), sample.bytes()))
                .isInstanceOfSatisfying(
                        Delivery.Unreadable.class,
                        unreadable -> assertThat(unreadable.reason()).isEqualTo(reason));
    }

    /** A {@code booking.created} with so many elements that mention so many products. */
    private static Sample products(String change, int elements, int products, int quantity) {
        String value = IntStream.range(0, elements)
                .mapToObj(
                        number -> "{\"productId\": \"p-%d\", \"quantity\": %d}".formatted(number % products, quantity))
                .toList()
                .toString();
        return new Sample(
                "booking.created",
                change,
                Sample.with("booking.created", "products", value).json());
    }
}
