package dev.saga.runner;

import dev.saga.deadletter.StuckSagas;
import dev.saga.orchestrator.DeadLetterRetry;
import dev.saga.runner.operations.OneLine;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that tries stuck sagas again when it is time, a few at a look, so that a stop never waits long. Instances
 * need not agree on who does it.
 */
final class Retries {
    private static final Logger LOG = LoggerFactory.getLogger(Retries.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int SAGAS_AT_ONCE = 20;

    private Retries() {}

    /** Begins to look; {@code recorded} is called when commands may have been recorded. */
    static Loop start(StuckSagas stuckSagas, DeadLetterRetry<?, ?, ?> retry, Runnable recorded) {
        return Loop.start("retries", () -> {
            List<String> due = stuckSagas.due(SAGAS_AT_ONCE);
            for (String sagaId : due) {
                var retried = retry.retrySaga(sagaId);
                if (retried.handled() > 0) {
                    LOG.info(
                            "{} was stuck, and {} messages of it are handled now",
                            OneLine.of(sagaId),
                            retried.handled());
                    recorded.run();
                }
            }
            return due.size() < SAGAS_AT_ONCE ? LOOK : Duration.ZERO;
        });
    }
}
