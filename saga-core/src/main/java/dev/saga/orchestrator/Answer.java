package dev.saga.orchestrator;

import dev.saga.deadletter.DeadLetterReason;

/** What a saga says to a message that somebody waits for the answer to. */
public sealed interface Answer {

    /** It changed its saga, as durably as the transaction that it was given in. */
    record Applied() implements Answer {}

    /** Its saga knew it already, or has gone on. */
    record Ignored() implements Answer {}

    /** A delivery with this identity was handled before. */
    record Duplicate() implements Answer {}

    /**
     * Its saga is stuck at another message, which comes first. Nothing was changed.
     *
     * @param deadLetter the dead letter that comes first
     */
    record Waits(long deadLetter) implements Answer {}

    /**
     * It cannot be handled, and its saga is as it was.
     *
     * @param reason why
     * @param detail why, as a sentence
     */
    record Refused(DeadLetterReason reason, String detail) implements Answer {}
}
