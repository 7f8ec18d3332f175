package dev.saga.deadletter;

import dev.saga.message.Inbound;

/**
 * A message that could not be handled.
 *
 * @param sagaId the saga it was meant for, empty if it does not say
 * @param message the message, whole but for what {@link #of} leaves out
 * @param reason why
 * @param detail why, as a sentence
 */
public record DeadLetter(String sagaId, Inbound message, DeadLetterReason reason, String detail) {

    /**
     * What is kept of a message that could not be handled, so that no message can bloat the store: a value of up to
     * 1 MiB whole, of a larger one the first 16 KiB, which makes the reason {@code TOO_LARGE}; 4 KiB of the key; headers
     * of 64 KiB together; 4,096 characters of the identity, whose digest stays the true one; 2,000 of the detail. The
     * detail says what was left out.
     */
    public static DeadLetter of(String sagaId, Inbound message, DeadLetterReason reason, String detail) {
        return new Excerpt(message).letter(sagaId, reason, detail);
    }
}
