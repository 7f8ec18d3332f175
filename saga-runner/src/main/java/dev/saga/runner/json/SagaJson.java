package dev.saga.runner.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.saga.deadletter.StuckSaga;
import dev.saga.inspect.SagaHistory;
import dev.saga.inspect.SagaInFlight;
import dev.saga.message.Codec;
import dev.saga.saga.Saga;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sagas as operators are shown them. What events and commands carry is the codec's own JSON, byte for byte. Safe for use
 * by many threads.
 *
 * @param <E> the saga's events
 */
public final class SagaJson<E> {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Saga<?, ?, E> saga;
    private final Codec codec;

    /** The shapes of this saga, with its data as this codec writes it. */
    public SagaJson(Saga<?, ?, E> saga, Codec codec) {
        this.saga = saga;
        this.codec = codec;
    }

    /**
     * One saga with its whole history, or with what can be read of it and what is wrong with the rest.
     *
     * @param stuck what it is stuck at, null if it is not stuck
     */
    public byte[] history(SagaHistory<E> history, @Nullable StuckSaga stuck) {
        return JsonText.object(json -> {
            json.writeStringField("sagaId", history.sagaId());
            json.writeStringField("sagaType", history.sagaType());
            json.writeStringField("state", history.state());
            json.writeNumberField("version", history.version());
            time(json, "startedAt", history.startedAt());
            time(json, "updatedAt", history.updatedAt());
            time(json, "endedAt", history.endedAt());
            time(json, "dueAt", history.dueAt());
            stuck(json, stuck);
            if (history.corruption() != null) {
                json.writeStringField("problem", history.corruption().getMessage());
            }
            json.writeArrayFieldStart("awaiting");
            for (SagaHistory.Awaited awaited : history.awaiting()) {
                awaited(json, awaited);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("history");
            for (SagaHistory.Entry<E> entry : history.entries()) {
                entry(json, entry);
            }
            json.writeEndArray();
        });
    }

    /**
     * A page of sagas in flight.
     *
     * @param stuck what those of them are stuck at that are
     * @param next what a request for the page behind it must carry, empty if there is none
     */
    public byte[] inFlight(List<SagaInFlight> page, Map<String, StuckSaga> stuck, Optional<String> next) {
        return JsonText.object(json -> {
            json.writeArrayFieldStart("sagas");
            for (SagaInFlight inFlight : page) {
                json.writeStartObject();
                json.writeStringField("sagaId", inFlight.sagaId());
                json.writeStringField("sagaType", saga.type());
                json.writeStringField("state", inFlight.state());
                time(json, "since", inFlight.since());
                time(json, "dueAt", inFlight.dueAt());
                stuck(json, stuck.get(inFlight.sagaId()));
                json.writeEndObject();
            }
            json.writeEndArray();
            if (next.isPresent()) {
                json.writeStringField("next", next.get());
            }
        });
    }

    private static void stuck(JsonGenerator json, @Nullable StuckSaga stuck) throws IOException {
        if (stuck != null) {
            json.writeObjectFieldStart("stuck");
            time(json, "since", stuck.since());
            json.writeNumberField("deadLetter", stuck.deadLetter());
            json.writeNumberField("waiting", stuck.waiting());
            json.writeEndObject();
        }
    }

    private void awaited(JsonGenerator json, SagaHistory.Awaited awaited) throws IOException {
        json.writeStartObject();
        json.writeStringField("command", awaited.type());
        Optional<String> productId = productId(codec.encode(awaited.command()));
        if (productId.isPresent()) {
            json.writeStringField("productId", productId.get());
        }
        time(json, "since", awaited.since());
        json.writeEndObject();
    }

    private void entry(JsonGenerator json, SagaHistory.Entry<E> entry) throws IOException {
        json.writeStartObject();
        json.writeNumberField("version", entry.stored().version());
        json.writeStringField("event", saga.events().nameOf(entry.stored().event()));
        time(json, "at", entry.stored().at());
        json.writeStringField("causedBy", entry.stored().causedBy());
        json.writeStringField("state", entry.state());
        data(json, entry.stored().event());
        json.writeArrayFieldStart("commands");
        for (SagaHistory.Sent sent : entry.commands()) {
            json.writeStartObject();
            json.writeStringField("id", sent.id().toString());
            json.writeStringField("type", sent.type());
            data(json, sent.command());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void data(JsonGenerator json, Object record) throws IOException {
        json.writeFieldName("data");
        json.writeRawValue(new String(codec.encode(record), StandardCharsets.UTF_8));
    }

    private static void time(JsonGenerator json, String name, @Nullable Instant time) throws IOException {
        if (time != null) {
            json.writeStringField(name, time.toString());
        }
    }

    /** The product that a command is about, where its data names one. */
    private static Optional<String> productId(byte[] data) throws IOException {
        try (JsonParser parser = FACTORY.createParser(data)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("productId") && value == JsonToken.VALUE_STRING) {
                    return Optional.of(parser.getText());
                }
                parser.skipChildren();
            }
            return Optional.empty();
        }
    }
}
