package dev.saga.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.booking.BookingCommand;
import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingSaga;
import dev.saga.booking.Cause;
import dev.saga.booking.Product;
import dev.saga.saga.Command;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Stored and published forms as they are: whoever changes one of these lines changes the past, or a contract. */
class GoldenFormsTest {
    private static final JacksonCodec CODEC = new JacksonCodec();
    private static final BookingSaga SAGA = BookingSaga.create();

    private static Map<BookingEvent, String> events() {
        var forms = new LinkedHashMap<BookingEvent, String>();
        forms.put(
                new BookingEvent.BookingCreated("b-1", "ada", List.of(new Product("p", 2), new Product("q", 1))), """
                BookingCreated {"bookingId":"b-1","userId":"ada","products":[{"productId":"p","quantity":2},{"productId":"q","quantity":1}]}""");
        forms.put(new BookingEvent.BookingCreated("b-1", "", List.of(new Product("p", 2))), """
                BookingCreated {"bookingId":"b-1","products":[{"productId":"p","quantity":2}]}""");
        forms.put(new BookingEvent.StockRequested(), "StockRequested {}");
        forms.put(new BookingEvent.StockReserved("p", 2, new BigDecimal("19.90")), """
                StockReserved {"productId":"p","quantity":2,"price":"19.90"}""");
        forms.put(new BookingEvent.ReservationFailed("p", 2, "sold out"), """
                ReservationFailed {"productId":"p","quantity":2,"reason":"sold out"}""");
        forms.put(new BookingEvent.StockReserved("p", 2, new BigDecimal("0.000000001")), """
                StockReserved {"productId":"p","quantity":2,"price":"0.000000001"}""");
        forms.put(new BookingEvent.PaymentCompleted("pay-1", "r"), """
                PaymentCompleted {"paymentId":"pay-1","reference":"r"}""");
        forms.put(new BookingEvent.PaymentFailed("pay-1", "no cover"), """
                PaymentFailed {"paymentId":"pay-1","reason":"no cover"}""");
        forms.put(new BookingEvent.PaymentFailed("", ""), "PaymentFailed {}");
        forms.put(new BookingEvent.DeadlineElapsed(BookingSaga.Phase.STOCK), """
                DeadlineElapsed {"phase":"STOCK"}""");
        forms.put(new BookingEvent.DeadlineElapsed(BookingSaga.Phase.PAYMENT), """
                DeadlineElapsed {"phase":"PAYMENT"}""");
        forms.put(new BookingEvent.DeadlineElapsed(BookingSaga.Phase.COMPENSATION), """
                DeadlineElapsed {"phase":"COMPENSATION"}""");
        for (Cause cause : Cause.values()) {
            forms.put(
                    new BookingEvent.CompensationStarted(cause, "a \"reason\""),
                    "CompensationStarted {\"cause\":\"%s\",\"reason\":\"a \\\"reason\\\"\"}".formatted(cause));
        }
        forms.put(new BookingEvent.ReleaseRequested("p"), """
                ReleaseRequested {"productId":"p"}""");
        forms.put(new BookingEvent.RefundRequested("pay-1"), """
                RefundRequested {"paymentId":"pay-1"}""");
        forms.put(new BookingEvent.BookingCancelled(), "BookingCancelled {}");
        return forms;
    }

    private static Map<Command, String> commands() {
        var forms = new LinkedHashMap<Command, String>();
        forms.put(new BookingCommand.RequestStock("b-1", "p", 2), """
                saga.request_stock {"bookingId":"b-1","productId":"p","quantity":2}""");
        forms.put(new BookingCommand.RequestPayment("b-1", new BigDecimal("10.50")), """
                saga.request_payment {"bookingId":"b-1","totalPrice":"10.50"}""");
        forms.put(new BookingCommand.RequestPayment("b-1", BigDecimal.ZERO), """
                saga.request_payment {"bookingId":"b-1","totalPrice":"0"}""");
        forms.put(new BookingCommand.ReleaseStock("b-1", "p", 2), """
                saga.release_stock {"bookingId":"b-1","productId":"p","quantity":2}""");
        forms.put(new BookingCommand.ConfirmBooking("b-1"), """
                saga.confirm_booking {"bookingId":"b-1"}""");
        forms.put(
                new BookingCommand.CancelBooking("b-1", "Product \u00e9 \uD83D\uDE80 could not be reserved."),
                "saga.cancel_booking {\"bookingId\":\"b-1\",\"reason\":\"Product \u00e9 \uD83D\uDE80 could not be reserved.\"}");
        forms.put(new BookingCommand.RefundPayment("b-1", "pay-1"), """
                saga.refund_payment {"bookingId":"b-1","paymentId":"pay-1"}""");
        return forms;
    }

    @TestFactory
    Stream<DynamicTest> anEventIsStoredLikeThisAndReadBack() {
        return events().entrySet().stream()
                .map(form -> DynamicTest.dynamicTest(form.getValue(), () -> {
                    BookingEvent event = form.getKey();
                    byte[] stored = CODEC.encode(event);
                    assertThat(SAGA.events().nameOf(event) + " " + text(stored)).isEqualTo(form.getValue());
                    assertThat((Object) CODEC.decode(stored, typeOf(event))).isEqualTo(event);
                }));
    }

    @TestFactory
    Stream<DynamicTest> aCommandIsPublishedLikeThisAndReadBack() {
        return commands().entrySet().stream()
                .map(form -> DynamicTest.dynamicTest(form.getValue(), () -> {
                    Command command = form.getKey();
                    byte[] published = CODEC.encode(command);
                    assertThat(SAGA.commands().nameOf(command) + " " + text(published))
                            .isEqualTo(form.getValue());
                    assertThat(CODEC.decode(published, command.getClass())).isEqualTo(command);
                }));
    }

    @Test
    void noEventAndNoCommandIsForgottenHere() {
        assertThat(events().keySet().stream().map(SAGA.events()::nameOf).collect(Collectors.toSet()))
                .isEqualTo(SAGA.events().names());
        assertThat(commands().keySet().stream().map(SAGA.commands()::nameOf).collect(Collectors.toSet()))
                .isEqualTo(SAGA.commands().names());
    }

    @Test
    void theNamesOfTheMessagesAreTheContracts() {
        assertThat(SAGA.inputs().names())
                .containsExactlyInAnyOrder(
                        "booking.created",
                        "product.reserved",
                        "product.reservation_failed",
                        "payment.completed",
                        "payment.failed");
    }

    private static Class<? extends BookingEvent> typeOf(BookingEvent event) {
        return SAGA.events().classOf(SAGA.events().nameOf(event)).orElseThrow();
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
