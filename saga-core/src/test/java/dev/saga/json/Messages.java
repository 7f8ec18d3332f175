package dev.saga.json;

import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingSaga;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.orchestrator.Delivery;
import dev.saga.orchestrator.MessageReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads messages as they come from a broker. */
final class Messages {
    private static final MessageReader<BookingInput> READER =
            new MessageReader<>(BookingSaga.create(), new JacksonCodec());

    private Messages() {}

    static Delivery.Content<BookingInput> read(String type, String json) {
        return read(type, json.getBytes(StandardCharsets.UTF_8));
    }

    static Delivery.Content<BookingInput> read(String type, byte @Nullable [] value) {
        return read("topic/0/1", type, value);
    }

    static Delivery.Content<BookingInput> read(String identity, String type, byte @Nullable [] value) {
        var message = new Inbound(MessageId.of(identity), type, "topic", 0, 1, List.of(), null, value, "");
        return READER.read(message).content();
    }

    /** The input, or an error that says why the message is none. */
    static BookingInput understood(String type, String json) {
        if (read(type, json) instanceof Delivery.Understood<BookingInput> understood) {
            return understood.input();
        }
        throw new AssertionError(read(type, json).toString());
    }

    /** The reason, or an error that says what was understood. */
    static Delivery.Unreadable<BookingInput> unreadable(Delivery.Content<BookingInput> content) {
        if (content instanceof Delivery.Unreadable<BookingInput> unreadable) {
            return unreadable;
        }
        throw new AssertionError(content.toString());
    }
}
