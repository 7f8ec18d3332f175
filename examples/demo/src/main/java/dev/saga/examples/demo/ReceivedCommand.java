package dev.saga.examples.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A command of the orchestrator, as a participant sees it. A field that the command does not have is empty, or 0.
 *
 * @param type its contract name
 * @param id its {@code ce_id}, the same for every copy
 * @param traceparent the trace that it belongs to
 */
record ReceivedCommand(
        String type,
        String id,
        String traceparent,
        String bookingId,
        String productId,
        int quantity,
        String totalPrice,
        String paymentId,
        String reason) {
    private static final JsonMapper JSON = new JsonMapper();

    /** @throws DemoFailure if the record is none that the contract knows */
    static ReceivedCommand read(ConsumerRecord<byte[], byte[]> message) {
        try {
            JsonNode value = JSON.readTree(message.value());
            return new ReceivedCommand(
                    header(message.headers(), "ce_type"),
                    header(message.headers(), "ce_id"),
                    header(message.headers(), "traceparent"),
                    value.path("bookingId").asText(),
                    value.path("productId").asText(),
                    value.path("quantity").intValue(),
                    value.path("totalPrice").asText(),
                    value.path("paymentId").asText(),
                    value.path("reason").asText());
        } catch (IOException | IllegalArgumentException e) {
            throw new DemoFailure(
                    "a command cannot be read: topic %s, partition %d, offset %d"
                            .formatted(message.topic(), message.partition(), message.offset()),
                    e);
        }
    }

    private static String header(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** What the command is about: two commands with one subject would be one command given twice. */
    String subject() {
        return String.join("\u0000", type, bookingId, productId, paymentId);
    }
}
