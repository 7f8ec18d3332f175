package dev.saga.inspect;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One saga as it is stored.
 *
 * @param sagaId its id
 * @param events its history from version 1 on, never empty
 * @param dueAt when its deadline elapses, null if none is set
 * @param <E> the saga's events
 */
public record StoredSaga<E>(
        String sagaId,
        List<StoredEvent<E>> events,
        @Nullable Instant dueAt) {
    public StoredSaga {
        events = List.copyOf(events);
    }
}
