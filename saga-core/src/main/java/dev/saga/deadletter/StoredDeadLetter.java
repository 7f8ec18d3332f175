package dev.saga.deadletter;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as it is kept.
 *
 * @param id by which it is asked for; a letter that was recorded later has a higher one
 * @param letter the message and why it could not be handled, the last time it was tried
 * @param attempts how often it was tried; 0 for one that waits behind another
 * @param firstFailedAt when it was first tried, or began to wait, by the store's clock
 * @param lastFailedAt when it was last tried, by the store's clock
 * @param retryAt when it is tried again by itself, null if it is not
 */
public record StoredDeadLetter(
        long id,
        DeadLetter letter,
        int attempts,
        Instant firstFailedAt,
        Instant lastFailedAt,
        @Nullable Instant retryAt) {

    /**
     * A letter that is recorded now. One that waits is due at once: it is not looked at before it is the first of its
     * saga, and then nothing is in its way any more.
     *
     * @param chance a random number from 0 to 1
     */
    public static StoredDeadLetter recorded(
            long id, DeadLetter letter, Instant now, RetryPolicy policy, double chance) {
        if (!letter.tried()) {
            return new StoredDeadLetter(id, letter, 0, now, now, now);
        }
        return failed(id, letter, 1, now, now, policy, chance);
    }

    /**
     * The same after it was tried once more, in vain. The budget of one that had waited begins now.
     *
     * @param chance a random number from 0 to 1
     */
    public StoredDeadLetter refusedAgain(
            DeadLetterReason reason, String detail, Instant now, RetryPolicy policy, double chance) {
        var again = new DeadLetter(letter.sagaId(), letter.message(), reason, detail);
        return failed(id, again, attempts + 1, attempts == 0 ? now : firstFailedAt, now, policy, chance);
    }

    /** The same, to be tried again at that time at the latest. */
    public StoredDeadLetter dueAt(Instant time) {
        boolean sooner = retryAt != null && retryAt.isBefore(time);
        return new StoredDeadLetter(id, letter, attempts, firstFailedAt, lastFailedAt, sooner ? retryAt : time);
    }

    private static StoredDeadLetter failed(
            long id,
            DeadLetter letter,
            int attempts,
            Instant firstFailedAt,
            Instant now,
            RetryPolicy policy,
            double chance) {
        Instant retryAt = null;
        if (letter.parks()) {
            retryAt = policy.pause(attempts, Duration.between(firstFailedAt, now), chance)
                    .map(now::plus)
                    .orElse(null);
        }
        return new StoredDeadLetter(id, letter, attempts, firstFailedAt, now, retryAt);
    }

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
                lastFailedAt,
                retryAt);
    }
}
