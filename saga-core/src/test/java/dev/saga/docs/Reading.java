package dev.saga.docs;

import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingSaga;
import dev.saga.json.JacksonCodec;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.orchestrator.Delivery;
import dev.saga.orchestrator.MessageReader;
import java.util.List;

/** What the orchestrator makes of a message's bytes. */
final class Reading {
    private static final MessageReader<BookingInput> READER =
            new MessageReader<>(BookingSaga.create(), new JacksonCodec());

    private Reading() {}

    static Delivery.Content<BookingInput> of(String type, byte[] value) {
        var message = new Inbound(MessageId.of("docs#1"), type, type, 0, 1, List.of(), null, value, "");
        return READER.read(message).content();
    }
}
