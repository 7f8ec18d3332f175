package dev.saga.orchestrator;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What the store knows of one saga.
 *
 * @param events its history from version 1 on
 * @param handled the keys of the messages that were handled for it
 * @param startedAt when its first event was recorded, by the store's clock; the epoch if there is none
 * @param stuckAt the first of its dead letters that it is stuck at, 0 if it is not stuck
 * @param <E> the saga's events
 */
public record SagaStream<E>(List<E> events, Set<UUID> handled, Instant startedAt, long stuckAt) {
    public SagaStream {
        events = List.copyOf(events);
        handled = Set.copyOf(handled);
    }

    /** A saga that the store does not know. */
    public static <E> SagaStream<E> empty() {
        return new SagaStream<>(List.of(), Set.of(), Instant.EPOCH, 0);
    }
}
