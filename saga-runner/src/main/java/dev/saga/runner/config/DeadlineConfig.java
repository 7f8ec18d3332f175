package dev.saga.runner.config;

import java.time.Duration;

/**
 * How long a saga waits in each of its waiting states.
 *
 * @param stock for the answers to all stock requests
 * @param payment for the answer to the payment request
 * @param compensation for the answers that compensation still waits for
 */
public record DeadlineConfig(OrNone<Duration> stock, OrNone<Duration> payment, OrNone<Duration> compensation) {

    static DeadlineConfig read(Settings settings) {
        return new DeadlineConfig(
                settings.get(KnownKeys.DEADLINE_STOCK),
                settings.get(KnownKeys.DEADLINE_PAYMENT),
                settings.get(KnownKeys.DEADLINE_COMPENSATION));
    }
}
