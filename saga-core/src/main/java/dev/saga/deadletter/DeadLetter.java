package dev.saga.deadletter;

import dev.saga.message.Inbound;

/**
 * A message that could not be handled, or that waits behind one.
 *
 * @param sagaId the saga it was meant for, empty if it does not say
 * @param message the message, whole but for what {@link #of} leaves out
 * @param reason why
 * @param detail why, as a sentence
 * @param tried whether its saga was given it at all; false for one that waits
 */
public record DeadLetter(String sagaId, Inbound message, DeadLetterReason reason, String detail, boolean tried) {

    /** A message that was tried. */
    public DeadLetter(String sagaId, Inbound message, DeadLetterReason reason, String detail) {
        this(sagaId, message, reason, detail, true);
    }

    /**
     * What is kept of a message that could not be handled, so that no message can bloat the store: a value of up to
     * 1 MiB whole, of a larger one the first 16 KiB, which makes the reason {@code TOO_LARGE}; 4 KiB of the key; headers
     * of 64 KiB together; 4,096 characters of the identity, whose digest stays the true one; 2,000 of the detail. The
     * detail says what was left out.
     */
    public static DeadLetter of(String sagaId, Inbound message, DeadLetterReason reason, String detail) {
        return new Excerpt(message).letter(sagaId, reason, detail);
    }

    /**
     * A message of a saga that is stuck, kept as {@link #of} says until it is its turn.
     *
     * @param behind what it waits behind
     */
    public static DeadLetter waiting(String sagaId, Inbound message, String behind) {
        var letter = of(sagaId, message, DeadLetterReason.POISON, "it waits behind " + behind);
        return new DeadLetter(sagaId, letter.message(), letter.reason(), letter.detail(), false);
    }

    /** Whether its saga is stuck for as long as it is kept: messages that come later wait behind it. */
    public boolean parks() {
        return reason == DeadLetterReason.POISON && !sagaId.isEmpty();
    }
}
