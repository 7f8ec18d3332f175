package dev.saga.examples.chaos;

import java.time.Duration;
import java.util.Collection;

/**
 * The bookings that a failure held up: all that were begun before it and had not ended, and of those begun since each that
 * took {@link #SLACK} longer than the slowest one that ended shortly before. Counting open bookings instead
 * would hide those who wait for a dead runner behind what the survivors bring to an end. Bookings whose participants
 * answer late by plan wait anyway, and say nothing.
 *
 * @param struck when the failure happened, by {@link System#nanoTime()}
 * @param usual how many nanoseconds a booking may take that was not held up
 */
record Backlog(long struck, long usual) {
    static final Duration SLACK = Duration.ofSeconds(1);
    /** Whose slowest booking is the measure. */
    static final Duration SHORTLY = Duration.ofSeconds(10);

    static Backlog of(Collection<Account> accounts, long struck) {
        long slowest = accounts.stream()
                .filter(account -> isPrompt(account) && !account.isOpen())
                .filter(account -> struck - account.endedAt() >= 0 && struck - account.endedAt() < SHORTLY.toNanos())
                .mapToLong(account -> account.endedAt() - account.begunAt())
                .max()
                .orElse(0);
        return new Backlog(struck, slowest + SLACK.toNanos());
    }

    /** Whether the participants of this booking answer at once or nearly so. */
    static boolean isPrompt(Account account) {
        return account.plan().late() == Plan.NONE;
    }

    /** Whether it is held up at that time. */
    boolean holds(Account account, long now) {
        return isPrompt(account)
                && account.isOpen()
                && (account.begunAt() - struck < 0 || now - account.begunAt() > usual);
    }

    /** From the failure to the last end of a booking that it held up; none if it held up none. */
    Duration lasted(Collection<Account> accounts) {
        return Duration.ofNanos(accounts.stream()
                .filter(account -> isPrompt(account) && !account.isOpen() && account.endedAt() - struck > 0)
                .filter(account -> account.begunAt() - struck < 0 || account.endedAt() - account.begunAt() > usual)
                .mapToLong(account -> account.endedAt() - struck)
                .max()
                .orElse(0));
    }
}
