package dev.saga.orchestrator;

import java.time.Duration;

/** How a commit changes a saga's entry among the sagas in flight. */
public sealed interface Standing {
    /** Nothing changes. */
    Standing UNCHANGED = new Unchanged();

    /** The saga has ended; its entry goes. */
    Standing ENDED = new Ended();

    /** The saga had ended before, and has no entry. */
    Standing STILL_ENDED = new StillEnded();

    /** Nothing changes. */
    record Unchanged() implements Standing {}

    /** The saga is in flight in this state. */
    record InFlight(String state, Deadline deadline) implements Standing {}

    /**
     * The deadline that was set at this version has elapsed without changing the saga: it is taken away if it is still
     * the one that is set, and nothing else changes.
     */
    record DeadlineOver(long setAt) implements Standing {}

    /** The saga has ended; its entry goes. */
    record Ended() implements Standing {}

    /** The saga had ended before, and has no entry. A store that forgets ended sagas sees to it that this one exists. */
    record StillEnded() implements Standing {}

    /** What happens to the saga's deadline. */
    sealed interface Deadline {
        /** It stays as it is. */
        Deadline KEEP = new Keep();

        /** It is taken away. */
        Deadline CLEAR = new Clear();

        /** It stays as it is. */
        record Keep() implements Deadline {}

        /** It is taken away. */
        record Clear() implements Deadline {}

        /** It is set, counted from the commit by the store's clock. */
        record Set(Duration in) implements Deadline {}
    }
}
