package dev.saga.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts {@code saga_outbox_published_total}, the commands that the broker has acknowledged. Safe for many threads. */
public final class PublishedCommands {
    private final Counter published;

    /** A count that starts at zero. */
    public PublishedCommands(MeterRegistry registry) {
        this.published = Counter.builder("saga.outbox.published")
                .description("Commands that the broker has acknowledged")
                .register(registry);
    }

    /** Counts these, such as {@link dev.saga.outbox.OutboxRelay.Moved#published()}. */
    public void add(int commands) {
        published.increment(commands);
    }
}
