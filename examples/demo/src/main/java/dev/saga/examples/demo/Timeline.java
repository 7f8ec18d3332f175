package dev.saga.examples.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.saga.booking.BookingEvent;
import dev.saga.inspect.SagaHistory;
import dev.saga.runner.Bookings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** One saga's life, line by line: each event, and below it the commands that it caused. Pure. */
final class Timeline {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int NAME = 22;

    private Timeline() {}

    static List<String> of(SagaHistory<BookingEvent> history, Function<BookingEvent, String> names) {
        List<String> lines = new ArrayList<>();
        lines.add(Columns.fit("%s  booking %s".formatted(history.state(), history.sagaId()), Columns.WIDTH));
        for (SagaHistory.Entry<BookingEvent> entry : history.entries()) {
            long offset =
                    Duration.between(history.startedAt(), entry.stored().at()).toMillis();
            BookingEvent event = entry.stored().event();
            lines.add(line("%,7d ms  %s".formatted(offset, Columns.pad(names.apply(event), NAME)), event));
            for (SagaHistory.Sent sent : entry.commands()) {
                lines.add(line(" ".repeat(12) + "-> " + Columns.pad(sent.type(), NAME), sent.command()));
            }
        }
        return List.copyOf(lines);
    }

    private static String line(String start, Object record) {
        return Columns.fit((start + " " + fields(record)).stripTrailing(), Columns.WIDTH);
    }

    private static String fields(Object record) {
        List<String> fields = new ArrayList<>();
        JsonNode json = json(Bookings.CODEC.encode(record));
        json.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value.isArray()) {
                fields.add(value.size() + " " + field.getKey());
            } else if (!field.getKey().equals("bookingId")) {
                fields.add(field.getKey() + " " + value.asText());
            }
        });
        return String.join(", ", fields);
    }

    private static JsonNode json(byte[] object) {
        try {
            return JSON.readTree(object);
        } catch (IOException e) {
            throw new UncheckedIOException("the codec wrote what is no JSON", e);
        }
    }
}
