package dev.saga.deadletter;

import java.time.Duration;
import java.util.Optional;

/**
 * When a message on which its saga failed is tried again by itself: after a second, then after twice as long each time,
 * at most a minute, as long as the budget lasts. After that only an operator has it tried again.
 *
 * @param budget how long after its first failure a message is tried again by itself; zero for never
 */
public record RetryPolicy(Duration budget) {
    /** For five minutes: the restart of a service, or a rolling upgrade, is over by then. */
    public static final RetryPolicy USUAL = new RetryPolicy(Duration.ofMinutes(5));

    /** Nothing is tried again by itself. */
    public static final RetryPolicy NEVER = new RetryPolicy(Duration.ZERO);

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final int DOUBLINGS = 6;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** @throws IllegalArgumentException if the budget is negative */
    public RetryPolicy {
        if (budget.isNegative()) {
            throw new IllegalArgumentException("a budget is not negative, but this is " + budget);
        }
    }

    /**
     * How long to wait before the next time.
     *
     * @param attempts how often it was tried, at least once
     * @param failing how long ago it failed first
     * @param chance a random number from 0 to 1: what failed together is not tried again together
     * @return between half of the usual wait and all of it; empty if it is not tried again by itself
     */
    public Optional<Duration> pause(int attempts, Duration failing, double chance) {
        if (failing.compareTo(budget) >= 0) {
            return Optional.empty();
        }
        Duration doubled = FIRST.multipliedBy(1L << Math.min(attempts - 1, DOUBLINGS));
        long most = Math.min(doubled.toNanos(), LONGEST.toNanos());
        return Optional.of(Duration.ofNanos(most / 2 + (long) (most / 2 * chance)));
    }
}
