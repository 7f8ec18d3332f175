package dev.saga.runner.config;

import dev.saga.deadletter.RetryPolicy;
import java.time.Duration;

/**
 * How long a message on which its saga fails is tried again by itself.
 *
 * @param budget counted from its first failure; none for never
 */
public record RetryConfig(OrNone<Duration> budget) {

    static RetryConfig read(Settings settings) {
        return new RetryConfig(settings.get(KnownKeys.RETRY_BUDGET));
    }

    /** The same as the store understands it. */
    public RetryPolicy policy() {
        return budget.value().map(RetryPolicy::new).orElse(RetryPolicy.NEVER);
    }
}
