package dev.saga.inspect;

import dev.saga.saga.CorruptStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One saga as it is stored.
 *
 * @param sagaId its id
 * @param events its history from version 1 on, as far as it can be read
 * @param dueAt when its deadline elapses, null if none is set
 * @param corruption why the rest of its history cannot be read, null if there is no rest
 * @param <E> the saga's events
 */
public record StoredSaga<E>(
        String sagaId,
        List<StoredEvent<E>> events,
        @Nullable Instant dueAt,
        @Nullable CorruptStream corruption) {
    public StoredSaga {
        events = List.copyOf(events);
    }

    /** A saga whose whole history can be read. */
    public StoredSaga(String sagaId, List<StoredEvent<E>> events, @Nullable Instant dueAt) {
        this(sagaId, events, dueAt, null);
    }
}
