package dev.saga.kafka;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait between attempts: anything up to a bound that doubles each time ("full jitter"), so that many
 * instances that lost the same server do not come back to it together.
 */
final class Backoff {
    private final long first;
    private final long most;
    private final RandomGenerator random;
    private long bound;

    Backoff(Duration first, Duration most, RandomGenerator random) {
        this.first = first.toNanos();
        this.most = most.toNanos();
        this.random = random;
        this.bound = this.first;
    }

    Duration next() {
        long wait = random.nextLong(bound + 1);
        bound = Math.min(most, bound * 2);
        return Duration.ofNanos(wait);
    }

    void reset() {
        bound = first;
    }
}
