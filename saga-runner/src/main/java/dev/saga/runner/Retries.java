package dev.saga.runner;

import dev.saga.deadletter.Quarantine;
import dev.saga.orchestrator.QuarantineRelease;
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
    static Loop start(Quarantine quarantine, QuarantineRelease release, Runnable recorded) {
        return Loop.start("retries", () -> {
            List<String> due = quarantine.due(SAGAS_AT_ONCE);
            for (String sagaId : due) {
                var released = release.release(sagaId);
                if (released.handled() > 0) {
                    LOG.info(
                            "{} was stuck, and {} messages of it are handled now",
                            OneLine.of(sagaId),
                            released.handled());
                    recorded.run();
                }
            }
            return due.size() < SAGAS_AT_ONCE ? LOOK : Duration.ZERO;
        });
    }
}
