package dev.saga.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingInput.BookingCreated;
import dev.saga.booking.BookingInput.PaymentCompleted;
import dev.saga.booking.BookingInput.PaymentFailed;
import dev.saga.booking.BookingInput.ProductReserved;
import dev.saga.booking.BookingInput.ReservationFailed;
import dev.saga.booking.Product;
import dev.saga.orchestrator.Delivery;
import dev.saga.orchestrator.MessageReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps the rules of the contract's section 1 is understood, and means what it says. */
class ReadableMessagesTest {
    private static final String ROCKET = "\uD83D\uDE80";

    @Test
    void everyMessageOfTheContractIsUnderstood() {
        assertThat(Messages.understood("booking.created", """
                        {"bookingId": "b-1", "userId": "ada", "products": [{"productId": "p", "quantity": 2}]}"""))
                .isEqualTo(new BookingCreated("b-1", "ada", List.of(new Product("p", 2))));
        assertThat(Messages.understood("product.reserved", """
                        {"bookingId": "b-1", "productId": "p", "quantity": 2, "price": "19.99"}"""))
                .isEqualTo(new ProductReserved("b-1", "p", 2, new BigDecimal("19.99")));
        assertThat(Messages.understood("product.reservation_failed", """
                        {"bookingId": "b-1", "productId": "p", "reason": "sold out"}"""))
                .isEqualTo(new ReservationFailed("b-1", "p", "sold out"));
        assertThat(Messages.understood("payment.completed", """
                        {"bookingId": "b-1", "paymentId": "pay", "reference": "r"}""")).isEqualTo(new PaymentCompleted("b-1", "pay", "r"));
        assertThat(Messages.understood("payment.failed", """
                        {"bookingId": "b-1", "paymentId": "pay", "reason": "no cover"}""")).isEqualTo(new PaymentFailed("b-1", "pay", "no cover"));
    }

    @Test
    void whatIsOptionalMayBeAbsentAndIsNeverNull() {
        for (String more : List.of("", ",\"userId\":\"\"")) {
            assertThat(Messages.understood(
                            "booking.created",
                            "{\"bookingId\":\"b-1\",\"products\":[{\"productId\":\"p\",\"quantity\":1}]" + more + "}"))
                    .isEqualTo(new BookingCreated("b-1", "", List.of(new Product("p", 1))));
        }
        var failed = (PaymentFailed) Messages.understood("payment.failed", "{\"bookingId\":\"b-1\"}");
        assertThat(failed.paymentId()).isEmpty();
        assertThat(failed.reason()).isEmpty();
        for (String field : List.of("paymentId", "reason")) {
            String message = "{\"bookingId\":\"b-1\",\"%s\":null}".formatted(field);
            assertThat(Messages.read("payment.failed", message)).isInstanceOf(Delivery.Unreadable.class);
        }
        assertThat(Messages.understood("payment.completed", "{\"bookingId\":\"b-1\",\"paymentId\":\"p\"}"))
                .isEqualTo(new PaymentCompleted("b-1", "p", ""));
        assertThat(Messages.understood("product.reservation_failed", "{\"bookingId\":\"b-1\",\"productId\":\"p\"}"))
                .isEqualTo(new ReservationFailed("b-1", "p", ""));
    }

    @Test
    void whatNobodyKnowsIsPassedOver() {
        String unknown = """
                {"bookingId": "b-1", "paymentId": "p", "currency": "EUR", "more": {"deep": [1, {"a": null}], "": true},
                 "paymentid": 17, "huge": %s, "wide": 1e999999999, "lone": "\\ud800", "nul": "\\u0000"}""".formatted("9".repeat(100_000));

        assertThat(Messages.understood("payment.completed", unknown)).isEqualTo(new PaymentCompleted("b-1", "p", ""));
    }

    @Test
    void spaceAroundTheObjectIsNothing() {
        assertThat(Messages.understood(
                        "payment.completed", " \t\r\n {\"bookingId\":\"b-1\",\"paymentId\":\"p\"} \r\n\t "))
                .isEqualTo(new PaymentCompleted("b-1", "p", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "0.0, 0.0",
        "-0.00, 0.00",
        "1, 1",
        "1.50, 1.50",
        "\"1.50\", 1.50",
        "1e2, 100",
        "\"1E+2\", 100",
        "15e-1, 1.5",
        "123456789012345678.123456789, 123456789012345678.123456789",
        "0.1, 0.1",
        "\"0.1\", 0.1",
        "0e5, 0",
        "0.000000001, 0.000000001",
        "1e17, 100000000000000000",
        "1e-09, 0.000000001"
    })
    void aPriceIsTakenDigitForDigit(String json, String price) {
        var reserved = (ProductReserved) Messages.understood(
                "product.reserved", "{\"bookingId\":\"b\",\"productId\":\"p\",\"quantity\":1,\"price\":" + json + "}");

        assertThat(reserved.price().toPlainString()).isEqualTo(price);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1_000_000_000})
    void aQuantityIsAWholeNumber(int quantity) {
        var reserved = (ProductReserved) Messages.understood(
                "product.reserved",
                "{\"bookingId\":\"b\",\"productId\":\"p\",\"quantity\":" + quantity + ",\"price\":1}");

        assertThat(reserved.quantity()).isEqualTo(quantity);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", ROCKET, "\u00e9", " ", "\u00a0", "\u2028", "\\", "\"", "\uFFFF"})
    void anIdMayHaveUpTo255CodePointsOfAnyKind(String character) {
        String id = character.repeat(255);
        String json = id.replace("\\", "\\\\").replace("\"", "\\\"");

        assertThat(Messages.read("payment.completed", "{\"bookingId\":\"%s\",\"paymentId\":\"p\"}".formatted(json)))
                .isEqualTo(new Delivery.Understood<BookingInput>(id, new PaymentCompleted(id, "p", "")));
    }

    @Test
    void anAstralCharacterMayBeWrittenAsTwoEscapes() {
        assertThat(Messages.understood("payment.completed", "{\"bookingId\":\"\\ud83d\\ude80\",\"paymentId\":\"p\"}"))
                .isEqualTo(new PaymentCompleted(ROCKET, "p", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "a\\u0000b, a\uFFFDb",
        "a\\ud83d, a\uFFFD",
        "\\ude80a, \uFFFDa",
        "\\ud83d\\ude80, " + ROCKET,
        "a\\u0085\\u0001b, a\u0085\u0001b",
        "'', ''"
    })
    void freeTextIsAnyTextThatCanBeKept(String json, String kept) {
        assertThat(reason(json)).isEqualTo(kept);
    }

    @Test
    void freeTextIsKeptUpToAThousandCodePoints() {
        assertThat(reason("x".repeat(1_000))).isEqualTo("x".repeat(1_000));
        assertThat(reason("x".repeat(1_001))).isEqualTo("x".repeat(1_000));
        assertThat(reason(ROCKET.repeat(1_001))).isEqualTo(ROCKET.repeat(1_000));
        assertThat(reason("x".repeat(999) + ROCKET + "y")).isEqualTo("x".repeat(999) + ROCKET);
        assertThat(reason("\\u0000".repeat(5_000))).isEqualTo("\uFFFD".repeat(1_000));
    }

    @Test
    void aThousandProductsAreABooking() {
        String products = IntStream.range(0, 1_000)
                .mapToObj(i -> "{\"productId\":\"p-%d\",\"quantity\":1}".formatted(i))
                .collect(Collectors.joining(",", "[", "]"));

        var created = (BookingCreated)
                Messages.understood("booking.created", "{\"bookingId\":\"b-1\",\"products\":" + products + "}");

        assertThat(created.products()).hasSize(1_000);
    }

    @Test
    void theSameProductTwiceIsOneProductInTheOrderOfItsFirstMention() {
        assertThat(Messages.understood("booking.created", """
                        {"bookingId": "b-1", "products": [{"productId": "p", "quantity": 999999999},
                        {"productId": "q", "quantity": 1}, {"productId": "p", "quantity": 1}]}"""))
                .isEqualTo(
                        new BookingCreated("b-1", "", List.of(new Product("p", 1_000_000_000), new Product("q", 1))));
    }

    @Test
    void aValueOfExactlyOneMebibyteIsRead() {
        String start = "{\"bookingId\":\"b-1\",\"paymentId\":\"p\",\"x\":\"";
        String value = start + "x".repeat(MessageReader.MOST_BYTES - start.length() - 2) + "\"}";

        assertThat(value.getBytes(StandardCharsets.UTF_8)).hasSize(1 << 20);
        assertThat(Messages.understood("payment.completed", value)).isEqualTo(new PaymentCompleted("b-1", "p", ""));
    }

    @Test
    void anIdentityOfAThousandCodePointsIsTaken() {
        byte[] value = "{\"bookingId\":\"b-1\",\"paymentId\":\"p\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(Messages.read(ROCKET.repeat(1_000), "payment.completed", value))
                .isInstanceOf(Delivery.Understood.class);
    }

    private static String reason(String json) {
        return ((ReservationFailed) Messages.understood(
                        "product.reservation_failed",
                        "{\"bookingId\":\"b\",\"productId\":\"p\",\"reason\":\"" + json + "\"}"))
                .reason();
    }
}
