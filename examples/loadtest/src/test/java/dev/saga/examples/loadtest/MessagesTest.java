package dev.saga.examples.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** The bytes that the participants write are the messages of the contract. */
final class MessagesTest {
    private final Workload workload = new Workload(2, 0);
    private final BookingIds ids = new BookingIds(9);
    private final Messages messages = new Messages(workload, ids, topic -> "test." + topic);
    private final String id = new String(ids.of(5), StandardCharsets.US_ASCII);

    @Test
    void aBookingNamesItsProducts() {
        var created = messages.created(5);

        assertThat(created.topic()).isEqualTo("test.booking.created");
        assertThat(text(created.key())).isEqualTo(id);
        assertThat(text(created.value()))
                .isEqualTo("{\"bookingId\":\"" + id + "\",\"userId\":\"user-1\",\"products\":["
                        + "{\"productId\":\"sku-0000\",\"quantity\":1},{\"productId\":\"sku-0001\",\"quantity\":2}]}");
    }

    @Test
    void aReservationHasAPrice() {
        long cents = workload.cents(5, 1);

        assertThat(text(messages.reserved(5, 1).value()))
                .isEqualTo("{\"bookingId\":\"" + id + "\",\"productId\":\"sku-0001\",\"quantity\":2,\"price\":"
                        + cents / 100 + "." + (cents % 100 < 10 ? "0" : "") + cents % 100 + "}");
    }

    @Test
    void failuresGiveAReason() {
        assertThat(text(messages.reservationFailed(5, 0).value()))
                .isEqualTo(
                        "{\"bookingId\":\"" + id + "\",\"productId\":\"sku-0000\",\"reason\":\"not enough in stock\"}");
        assertThat(text(messages.declined(5).value()))
                .isEqualTo(
                        "{\"bookingId\":\"" + id + "\",\"paymentId\":\"pay-5\",\"reason\":\"the card was declined\"}");
    }

    @Test
    void everyMessageOfABookingHasAnIdentityOfItsOwn() {
        assertThat(identity(messages.created(5)))
                .isNotEqualTo(identity(messages.reserved(5, 0)))
                .isNotEqualTo(identity(messages.paid(5)));
        assertThat(identity(messages.reserved(5, 0)))
                .isNotEqualTo(identity(messages.reserved(5, 1)))
                .isNotEqualTo(identity(messages.reserved(6, 0)));
    }

    private static String identity(ProducerRecord<byte[], byte[]> message) {
        return text(message.headers().lastHeader("ce_source").value()) + "#"
                + text(message.headers().lastHeader("ce_id").value());
    }

    private static String text(byte[] ascii) {
        return new String(ascii, StandardCharsets.US_ASCII);
    }
}
