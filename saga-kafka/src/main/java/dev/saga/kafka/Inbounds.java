package dev.saga.kafka;

import dev.saga.message.Header;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.message.TraceParent;
import dev.saga.message.Utf8;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Records as messages: what they are called, who they are, and everything they came with. */
final class Inbounds {
    private static final byte[] NONE = {};

    private final Topics topics;

    Inbounds(Topics topics) {
        this.topics = topics;
    }

    List<Inbound> of(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().map(this::of).toList();
    }

    Inbound of(ConsumerRecord<byte[], byte[]> message) {
        var headers = new ArrayList<Header>();
        String source = "";
        String eventId = "";
        String messageId = "";
        String traceparent = "";
        for (var header : message.headers()) {
            byte[] value = header.value();
            headers.add(new Header(header.key(), value == null ? NONE : value));
            switch (header.key()) {
                case "ce_source" -> source = textOrNone(value);
                case "ce_id" -> eventId = textOrNone(value);
                case "message-id" -> messageId = textOrNone(value);
                case TraceParent.HEADER -> traceparent = TraceParent.orNone(textOrNone(value));
                default -> {}
            }
        }
        return new Inbound(
                MessageId.of(identity(message, source, eventId, messageId)),
                topics.typeOf(message.topic()),
                message.topic(),
                message.partition(),
                message.offset(),
                headers,
                message.key(),
                message.value(),
                traceparent);
    }

    private static String identity(ConsumerRecord<?, ?> message, String source, String eventId, String messageId) {
        if (!source.isEmpty() && !eventId.isEmpty()) {
            return source + "#" + eventId;
        }
        if (!messageId.isEmpty()) {
            return message.topic() + "#" + messageId;
        }
        return message.topic() + "/" + message.partition() + "/" + message.offset();
    }

    /** Bytes that are no UTF-8 count as absent: with replaced characters, two messages could look like one. */
    private static String textOrNone(byte @Nullable [] value) {
        if (value == null) {
            return "";
        }
        try {
            return Utf8.decode(value);
        } catch (CharacterCodingException e) {
            return "";
        }
    }
}
