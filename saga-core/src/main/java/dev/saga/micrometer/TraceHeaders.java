package dev.saga.micrometer;

import dev.saga.message.Header;
import dev.saga.message.Inbound;
import dev.saga.message.TraceParent;
import io.micrometer.observation.transport.Propagator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a message's headers for whoever continues its trace, and remembers that somebody did. An elapsed deadline has a
 * trace without having headers.
 */
final class TraceHeaders implements Propagator.Getter<Inbound> {
    private boolean read;

    boolean read() {
        return read;
    }

    @Override
    public @Nullable String get(Inbound message, String name) {
        read = true;
        if (name.equalsIgnoreCase(TraceParent.HEADER)) {
            return message.traceparent().isEmpty() ? null : message.traceparent();
        }
        List<String> values = named(message, name);
        return values.isEmpty() ? null : values.get(values.size() - 1);
    }

    @Override
    public Iterable<String> getAll(Inbound message, String name) {
        if (name.equalsIgnoreCase(TraceParent.HEADER)) {
            String traceparent = get(message, name);
            return traceparent == null ? List.of() : List.of(traceparent);
        }
        read = true;
        return named(message, name);
    }

    private static List<String> named(Inbound message, String name) {
        return message.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .toList();
    }
}
