package dev.saga.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.deadletter.DeadLetterReason;
import dev.saga.orchestrator.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of the contract's section 1 that a schema can express is kept by the schemas and by the code alike. */
class RefusalAgreementTest {
    private static final Set<String> IDS = Set.of("bookingId", "productId", "paymentId", "product.productId");
    private static final Set<String> QUANTITIES = Set.of("quantity", "product.quantity");
    private static final Set<String> TEXTS = Set.of("userId", "reference", "reason");
    private static final String ROCKET = "\uD83D\uDE80";

    private static final List<String> NO_ID = List.of(
            "\"\"",
            "\"" + "x".repeat(256) + "\"",
            "\"" + ROCKET.repeat(256) + "\"",
            "\"a\\u0000b\"",
            "\"a\\tb\"",
            "\"a\\u001F\"",
            "\"\\u007Fa\"",
            "\"a\\u0080\"",
            "\"a\\u0085\"",
            "\"a\\u009Fb\"",
            "\"a\\n\"",
            "\"\\r\"",
            "17",
            "true",
            "[]",
            "[\"a\"]",
            "{}");
    private static final List<String> AN_ID = List.of(
            "\"x\"",
            "\" \"",
            "\"" + "x".repeat(255) + "\"",
            "\"" + ROCKET.repeat(255) + "\"",
            "\"\\ud83d\\ude80\"",
            "\"a\\u00A0b\"",
            "\"a\\u2028\"",
            "\"SKU/42 'blue'\"");

    private static final List<String> NO_QUANTITY = List.of(
            "0",
            "-1",
            "1000000001",
            "2147483648",
            "-9223372036854775809",
            "1.5",
            "1e10",
            "\"2\"",
            "true",
            "[2]",
            "{}",
            "null");
    private static final List<String> A_QUANTITY = List.of("1", "1000000000");

    private static final List<String> NO_PRICE = List.of(
            "-1",
            "-0.000000001",
            "1000000000000000000",
            "1e18",
            "\"\"",
            "\"-1\"",
            "\"-0.01\"",
            "\"-1e0\"",
            "\" 1\"",
            "\"1 \"",
            "\"1\\n\"",
            "\"+1\"",
            "\".5\"",
            "\"5.\"",
            "\"01\"",
            "\"1,5\"",
            "\"1e\"",
            "\"0x1\"",
            "\"1_000\"",
            "\"NaN\"",
            "\"Infinity\"",
            "\"\\u0661\"",
            "\"1000000000000000000\"",
            "\"0.0000000001\"",
            "\"1.0000000000\"",
            "true",
            "[1]",
            "{}",
            "null");
    private static final List<String> A_PRICE = List.of(
            "0",
            "-0",
            "-0.0",
            "0.000000001",
            "999999999999999999.999999999",
            "1.5e3",
            "\"0\"",
            "\"-0\"",
            "\"-0.00\"",
            "\"-0e5\"",
            "\"10.00\"",
            "\"1E+2\"",
            "\"1.25e-7\"",
            "\"999999999999999999.999999999\"");

    private static final List<String> NO_TEXT = List.of("17", "0.5", "false", "[]", "[\"a\"]", "{}");
    private static final List<String> A_TEXT =
            List.of("\"\"", "\"a\\u0000b\\n\\u0085\"", "\"" + ROCKET.repeat(3_000) + "\"", "\"\\ud83d\\ude80\"");

    private static final List<String> NO_PRODUCTS =
            List.of("[]", "null", "{}", "\"p-1\"", "2", "[null]", "[\"p-1\"]", "[[]]", "[{}]");

    private final MessageSchemas schemas = new MessageSchemas();

    static Stream<Sample> refused() {
        var samples = new ArrayList<Sample>();
        for (String type : Sample.types()) {
            List.of("[]", "[{}]", "\"text\"", "17", "true", "null", "{}")
                    .forEach(json -> samples.add(new Sample(type, "the whole is " + json, json)));
            for (String field : Sample.fieldsOf(type)) {
                values(field, NO_ID, NO_QUANTITY, NO_PRICE, NO_TEXT, NO_PRODUCTS)
                        .forEach(value -> samples.add(Sample.with(type, field, value)));
                if (required(type, field)) {
                    samples.add(Sample.without(type, field));
                    samples.add(Sample.with(type, field, "null"));
                }
            }
        }
        return samples.stream().distinct();
    }

    static Stream<Sample> taken() {
        var samples = new ArrayList<Sample>();
        for (String type : Sample.types()) {
            samples.add(Sample.with(type, "somethingNew", "{\"a\": [1, null]}"));
            for (String field : Sample.fieldsOf(type)) {
                values(field, AN_ID, A_QUANTITY, A_PRICE, A_TEXT, List.of(products(1_000)))
                        .forEach(value -> samples.add(Sample.with(type, field, value)));
                if (!required(type, field)) {
                    samples.add(Sample.without(type, field));
                }
            }
        }
        samples.add(Sample.with("booking.created", "product.somethingNew", "true"));
        return samples.stream();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatBreaksARuleIsRefusedByBoth(Sample sample) {
        assertThat(schemas.errors(sample.type(), sample.bytes())).isNotEmpty();
        assertThat(Reading.of(sample.type(), sample.bytes()))
                .isInstanceOfSatisfying(
                        Delivery.Unreadable.class,
                        unreadable -> assertThat(unreadable.reason()).isEqualTo(DeadLetterReason.MALFORMED));
    }

    @ParameterizedTest
    @MethodSource("taken")
    void whatKeepsTheRulesIsTakenByBoth(Sample sample) {
        assertThat(schemas.errors(sample.type(), sample.bytes())).isEmpty();
        assertThat(Reading.of(sample.type(), sample.bytes())).isInstanceOf(Delivery.Understood.class);
    }

    private static List<String> values(
            String field,
            List<String> ids,
            List<String> quantities,
            List<String> prices,
            List<String> texts,
            List<String> products) {
        if (IDS.contains(field)) {
            return ids;
        }
        if (QUANTITIES.contains(field)) {
            return quantities;
        }
        if (TEXTS.contains(field)) {
            return texts;
        }
        return field.equals("price") ? prices : products;
    }

    private static boolean required(String type, String field) {
        boolean optional = TEXTS.contains(field) || type.equals("payment.failed") && field.equals("paymentId");
        return !optional;
    }

    private static String products(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "{\"productId\": \"p-%d\", \"quantity\": 1}".formatted(number))
                .toList()
                .toString();
    }
}
