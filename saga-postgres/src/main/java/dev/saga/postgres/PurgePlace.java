package dev.saga.postgres;

import java.time.Instant;
import java.util.UUID;

/** How far a purge has come: through the sagas in the order in which they started, then the messages without a saga. */
public sealed interface PurgePlace {
    /** Before the first saga. */
    PurgePlace START = new Started(Instant.EPOCH, "");

    /**
     * Behind this saga.
     *
     * @param at when it started
     * @param sagaId its id
     */
    record Started(Instant at, String sagaId) implements PurgePlace {}

    /**
     * Behind this message.
     *
     * @param message its key
     */
    record Nameless(UUID message) implements PurgePlace {
        static final Nameless FIRST = new Nameless(new UUID(0, 0));
    }
}
