package dev.saga.postgres;

import java.util.UUID;

/** How far a purge has come: through the sagas in the order in which they started, then the messages without a saga. */
public sealed interface PurgePlace {
    /** Before the first saga. */
    PurgePlace START = new Started(0);

    /**
     * Behind this saga.
     *
     * @param number its number; sagas are numbered as they start
     */
    record Started(long number) implements PurgePlace {}

    /**
     * Behind this message.
     *
     * @param message its key
     */
    record Nameless(UUID message) implements PurgePlace {
        static final Nameless FIRST = new Nameless(new UUID(0, 0));
    }
}
