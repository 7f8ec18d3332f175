package dev.saga.simulation;

import java.time.Duration;

/** The right to publish one shard; its holder asks for it once a second, and believes the last answer until then. */
final class ShardLease {
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final Shards shards;
    private final long number;
    private long askAgainAt;
    private boolean held;

    ShardLease(Shards shards, long number) {
        this.shards = shards;
        this.number = number;
        this.askAgainAt = shards.now();
    }

    boolean acquire() {
        long now = shards.now();
        if (now - askAgainAt >= 0) {
            held = shards.take(number, this);
            askAgainAt = now + ASK_AGAIN.toNanos();
        }
        return held;
    }

    void release() {
        held = false;
        askAgainAt = shards.now();
        shards.release(number, this);
    }
}
