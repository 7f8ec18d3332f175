package dev.saga.examples.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What a participant sends, a CloudEvent in Kafka's binary mode.
 *
 * @param type its contract name
 * @param bookingId what it is about, and the record's key
 * @param headers the CloudEvents headers
 * @param json its value
 */
record Message(String type, String bookingId, Map<String, String> headers, String json) {

    /** What starts a booking. Its id is derived from the booking's, so that a repetition is known as one. */
    static Message created(WantedBooking booking) {
        return new Message(
                "booking.created",
                booking.bookingId(),
                headers(
                        "booking.created",
                        "/demo/booking",
                        id("booking.created", booking.bookingId()),
                        booking.bookingId()),
                booking.json());
    }

    /** An answer. Its id is derived from the command's, so that a repeated command has a repeated answer. */
    static Message answer(String type, String source, ReceivedCommand command, ObjectNode value) {
        Map<String, String> headers = headers(type, source, id(type, command.id()), command.bookingId());
        headers.put("ce_causationid", command.id());
        if (!command.traceparent().isEmpty()) {
            headers.put("traceparent", command.traceparent());
        }
        return new Message(type, command.bookingId(), headers, value.toString());
    }

    private static Map<String, String> headers(String type, String source, String id, String bookingId) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", id);
        headers.put("ce_source", source);
        headers.put("ce_type", type);
        headers.put("ce_subject", bookingId);
        headers.put("ce_correlationid", bookingId);
        headers.put("content-type", "application/json");
        return headers;
    }

    private static String id(String type, String cause) {
        return UUID.nameUUIDFromBytes((type + "\u0000" + cause).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
