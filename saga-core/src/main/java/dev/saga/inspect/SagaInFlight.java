package dev.saga.inspect;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A saga that has not ended.
 *
 * @param sagaId its id
 * @param state the name of its state
 * @param since when it came into that state, by the store's clock
 * @param dueAt when its deadline elapses, null if none is set
 */
public record SagaInFlight(
        String sagaId,
        String state,
        Instant since,
        @Nullable Instant dueAt) {

    /** The place of this saga in a list that is ordered by time, then id. */
    public Place place() {
        return new Place(since, sagaId);
    }

    /**
     * A place in the list of sagas in flight: a page starts behind it.
     *
     * @param since when the last saga seen came into its state
     * @param sagaId its id
     */
    public record Place(Instant since, String sagaId) {
        /** Before the first saga. */
        public static final Place START = new Place(Instant.EPOCH, "");
    }
}
