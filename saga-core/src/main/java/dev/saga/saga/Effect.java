package dev.saga.saga;

import java.time.Duration;

/** What a saga wants done because an event was recorded, as data; only the shell performs it, and only after the commit. */
public sealed interface Effect {

    /**
     * Sends a command. Commands of one saga are published in the order in which they were recorded.
     *
     * @param command the command
     * @param expires whether it is of no use any more once the deadline that is set with it has elapsed, because the saga
     *     has then given up on its answer
     */
    record Send(Command command, boolean expires) implements Effect {
        /** Sends a command that stays of use however late it arrives. */
        public Send(Command command) {
            this(command, false);
        }
    }

    /**
     * Sets the saga's one deadline, counted from the commit of the event; it replaces the one that was set before. Where that
     * one has just elapsed, it may be told nevertheless while the saga is in a state of the same name, and then neither is set
     * any more: a deadline that is to be set again belongs to another state.
     */
    record SetDeadline(Duration in) implements Effect {
        /** @throws IllegalArgumentException if {@code in} is not positive */
        public SetDeadline {
            if (in.isNegative() || in.isZero()) {
                throw new IllegalArgumentException("a deadline must lie in the future, but was " + in);
            }
        }
    }

    /** Takes the saga's deadline away, if there is one. */
    record ClearDeadline() implements Effect {}
}
