package dev.saga.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as it came in, whole, so that it can be kept as a dead letter and handled again.
 *
 * @param id its identity
 * @param type its contract name, such as {@code product.reserved}, whatever the real topic is called
 * @param topic the real topic, empty for messages that did not come through a broker
 * @param partition the topic's partition
 * @param offset its place in the partition
 * @param headers all headers, in order
 * @param key the record's key; its bytes are never changed
 * @param value the record's value, null for a tombstone; its bytes are never changed
 * @param traceparent the W3C trace context it belongs to, empty if none
 */
public record Inbound(
        MessageId id,
        String type,
        String topic,
        int partition,
        long offset,
        List<Header> headers,
        byte @Nullable [] key,
        byte @Nullable [] value,
        String traceparent) {
    /** The most bytes that a value may have (contract, section 1): 1 MiB. */
    public static final int MOST_VALUE_BYTES = 1 << 20;

    private static final byte[] NONE = {};

    public Inbound {
        headers = List.copyOf(headers);
    }

    /** A message that no broker delivered: an elapsed deadline, an operator's word, a test's input. */
    public static Inbound internal(MessageId id, String type, String traceparent) {
        return new Inbound(id, type, "", 0, 0, List.of(), NONE, NONE, traceparent);
    }

    @Override
    public String toString() {
        return topic.isEmpty() ? type + " " + id : "%s/%d/%d".formatted(topic, partition, offset);
    }
}
