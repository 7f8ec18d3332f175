package dev.saga.examples.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A command as it lies in its topic.
 *
 * @param content the value, as it was published
 * @param at when the broker got it, in milliseconds by the broker's clock
 */
record Heard(
        String type, String id, String bookingId, JsonNode body, String content, int partition, long offset, long at) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Heard of(ConsumerRecord<byte[], byte[]> message) {
        Header id = message.headers().lastHeader("ce_id");
        try {
            JsonNode body = JSON.readTree(message.value());
            return new Heard(
                    message.topic(),
                    id == null ? "" : new String(id.value(), StandardCharsets.UTF_8),
                    body.path("bookingId").asText(),
                    body,
                    new String(message.value(), StandardCharsets.UTF_8),
                    message.partition(),
                    message.offset(),
                    message.timestamp());
        } catch (IOException e) {
            throw new ChaosFailure("a command that is no JSON in " + message.topic(), e);
        }
    }

    String productId() {
        return body.path("productId").asText();
    }
}
