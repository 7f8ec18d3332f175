package dev.saga.postgres;

import java.util.UUID;

/** How far a purge has come: through the sagas in the order in which they started, then the messages in the order of their keys. */
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
     * @param sagaId the saga that it named, empty if none
     * @param message its key
     */
    record Handled(String sagaId, UUID message) implements PurgePlace {
        static final Handled FIRST = new Handled("", new UUID(0, 0));
    }
}
