package dev.saga.outbox;

import java.util.function.LongSupplier;

/** Mirrors whose time is a test's own. */
public final class MirrorOnClock {
    private MirrorOnClock() {}

    /** A mirror of this outbox, with room for so many commands, on this time in nanoseconds. */
    public static <B> OutboxMirror<B> of(Outbox<B> outbox, int room, LongSupplier nanoTime) {
        return new OutboxMirror<>(outbox, room, nanoTime);
    }
}
