package dev.saga.deadletter;

import java.time.Instant;

/**
 * A dead letter as it is kept.
 *
 * @param id by which it is asked for; a letter that was recorded later has a higher one
 * @param letter the message and why it could not be handled, the last time it was tried
 * @param attempts how often it was tried
 * @param firstFailedAt when it was first tried, by the store's clock
 * @param lastFailedAt when it was last tried, by the store's clock
 */
public record StoredDeadLetter(long id, DeadLetter letter, int attempts, Instant firstFailedAt, Instant lastFailedAt) {

    /** The same without what can be large. */
    public DeadLetterSummary summary() {
        var message = letter.message();
        return new DeadLetterSummary(
                id,
                letter.sagaId(),
                message.id(),
                message.type(),
                message.topic(),
                message.partition(),
                message.offset(),
                message.key(),
                letter.reason(),
                letter.detail(),
                attempts,
                firstFailedAt,
                lastFailedAt);
    }
}
