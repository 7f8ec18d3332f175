package dev.saga.examples.loadtest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** What the participants send. Each message is named by CloudEvents' id and source, as those of real services are. */
final class Messages {
    private static final Header BOOKING = source("/loadtest/booking");
    private static final Header PRODUCT = source("/loadtest/product");
    private static final Header PAYMENT = source("/loadtest/payment");

    private static final byte[] ID = ascii("{\"bookingId\":\"");
    private static final byte[] PRODUCT_ID = ascii("\",\"productId\":\"");
    private static final byte[] QUANTITY = ascii("\",\"quantity\":");
    private static final byte[] PRICE = ascii(",\"price\":");
    private static final byte[] PAYMENT_ID = ascii("\",\"paymentId\":\"pay-");
    private static final byte[] NOT_ENOUGH = ascii("\",\"reason\":\"not enough in stock\"}");
    private static final byte[] DECLINED = ascii("\",\"reason\":\"the card was declined\"}");

    private final Workload workload;
    private final BookingIds ids;
    private final UnaryOperator<String> topics;
    private final byte[] products;

    /** @param topics the real name of each topic of the contract */
    Messages(Workload workload, BookingIds ids, UnaryOperator<String> topics) {
        this.workload = workload;
        this.ids = ids;
        this.topics = topics;
        this.products = products(workload);
    }

    private static byte[] products(Workload workload) {
        var json = new JsonBytes().text("\",\"userId\":\"user-1\",\"products\":[");
        for (int product = 0; product < workload.products(); product++) {
            json.text(product == 0 ? "{\"productId\":\"" : ",{\"productId\":\"")
                    .bytes(workload.productId(product))
                    .bytes(QUANTITY)
                    .number(workload.quantity(product))
                    .text("}");
        }
        return json.text("]}").toArray();
    }

    ProducerRecord<byte[], byte[]> created(long booking) {
        byte[] id = ids.of(booking);
        return message("booking.created", BOOKING, id, "", booking(id).bytes(products));
    }

    ProducerRecord<byte[], byte[]> reserved(long booking, int product) {
        byte[] id = ids.of(booking);
        var json = booking(id)
                .bytes(PRODUCT_ID)
                .bytes(workload.productId(product))
                .bytes(QUANTITY)
                .number(workload.quantity(product))
                .bytes(PRICE)
                .cents(workload.cents(booking, product))
                .text("}");
        return message("product.reserved", PRODUCT, id, "/" + product, json);
    }

    ProducerRecord<byte[], byte[]> reservationFailed(long booking, int product) {
        byte[] id = ids.of(booking);
        var json =
                booking(id).bytes(PRODUCT_ID).bytes(workload.productId(product)).bytes(NOT_ENOUGH);
        return message("product.reservation_failed", PRODUCT, id, "/" + product, json);
    }

    ProducerRecord<byte[], byte[]> paid(long booking) {
        byte[] id = ids.of(booking);
        var json = booking(id).bytes(PAYMENT_ID).number(booking).text("\"}");
        return message("payment.completed", PAYMENT, id, "", json);
    }

    ProducerRecord<byte[], byte[]> declined(long booking) {
        byte[] id = ids.of(booking);
        var json = booking(id).bytes(PAYMENT_ID).number(booking).bytes(DECLINED);
        return message("payment.failed", PAYMENT, id, "", json);
    }

    private static JsonBytes booking(byte[] id) {
        return new JsonBytes().bytes(ID).bytes(id);
    }

    private ProducerRecord<byte[], byte[]> message(
            String type, Header source, byte[] bookingId, String suffix, JsonBytes json) {
        byte[] eventId = new JsonBytes().bytes(bookingId).text(suffix).toArray();
        return new ProducerRecord<>(
                topics.apply(type),
                null,
                bookingId,
                json.toArray(),
                List.of(source, new RecordHeader("ce_id", eventId)));
    }

    private static Header source(String source) {
        return new RecordHeader("ce_source", ascii(source));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
