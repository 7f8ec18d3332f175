package dev.saga.runner.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.saga.deadletter.DeadLetterSummary;
import dev.saga.deadletter.StoredDeadLetter;
import dev.saga.message.Header;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Dead letters as operators are shown them. */
public final class DeadLetterJson {
    private DeadLetterJson() {}

    /**
     * A page of dead letters.
     *
     * @param next what a request for the page behind it must carry, empty if there is none
     */
    public static byte[] page(List<DeadLetterSummary> page, Optional<String> next) {
        return JsonText.object(json -> {
            json.writeArrayFieldStart("deadLetters");
            for (DeadLetterSummary letter : page) {
                json.writeStartObject();
                summary(json, letter);
                json.writeEndObject();
            }
            json.writeEndArray();
            if (next.isPresent()) {
                json.writeStringField("next", next.get());
            }
        });
    }

    /** One dead letter with the headers and the value of its message. */
    public static byte[] whole(StoredDeadLetter letter) {
        return JsonText.object(json -> {
            summary(json, letter.summary());
            json.writeArrayFieldStart("headers");
            for (Header header : letter.letter().message().headers()) {
                json.writeStartObject();
                json.writeStringField("name", header.name());
                Octets.write(json, "value", "encoding", header.value());
                json.writeEndObject();
            }
            json.writeEndArray();
            Octets.write(json, "value", "encoding", letter.letter().message().value());
        });
    }

    /** What became of a retried dead letter. */
    public static byte[] outcome(String outcome) {
        return JsonText.object(json -> json.writeStringField("outcome", outcome));
    }

    private static void summary(JsonGenerator json, DeadLetterSummary letter) throws IOException {
        json.writeNumberField("id", letter.id());
        if (!letter.sagaId().isEmpty()) {
            json.writeStringField("sagaId", letter.sagaId());
        }
        json.writeStringField("messageId", letter.messageId().value());
        json.writeStringField("topic", letter.topic());
        json.writeNumberField("partition", letter.partition());
        json.writeNumberField("offset", letter.offset());
        Octets.write(json, "key", "keyEncoding", letter.key());
        if (!letter.type().isEmpty()) {
            json.writeStringField("type", letter.type());
        }
        json.writeStringField("reason", letter.reason().label());
        json.writeStringField("detail", letter.detail());
        json.writeNumberField("attempts", letter.attempts());
        json.writeStringField("firstFailedAt", letter.firstFailedAt().toString());
        json.writeStringField("lastFailedAt", letter.lastFailedAt().toString());
        if (letter.retryAt() != null && letter.attempts() > 0) {
            json.writeStringField("retryAt", letter.retryAt().toString());
        }
    }
}
