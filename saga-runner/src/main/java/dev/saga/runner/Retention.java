package dev.saga.runner;

import dev.saga.postgres.PostgresPurge;
import dev.saga.postgres.PurgePlace;
import dev.saga.postgres.Purged;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that removes what ended long ago: once after the start and then every day, a batch at a time, so that a
 * stop never waits for more than a batch. Instances need not agree on who does it; they pass over each other's sagas.
 */
final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration A_DAY = Duration.ofDays(1);

    private final PostgresPurge<?, ?, ?> purge;
    private final Duration age;
    private PurgePlace place = PurgePlace.START;
    private Purged today = Purged.NOTHING;

    private Retention(PostgresPurge<?, ?, ?> purge, Duration age) {
        this.purge = purge;
        this.age = age;
    }

    /** Begins to remove sagas whose last event is older than that. */
    static Loop start(PostgresPurge<?, ?, ?> purge, Duration age) {
        return Loop.start("retention", new Retention(purge, age)::once);
    }

    private Duration once() {
        PostgresPurge.Batch batch = purge.remove(place, age);
        today = today.plus(batch.purged());
        place = batch.next().orElse(PurgePlace.START);
        if (batch.next().isPresent()) {
            return Duration.ZERO;
        }
        LOG.info(
                "removed {} sagas older than {} with {} events, and forgot {} messages",
                today.sagas(),
                age,
                today.events(),
                today.messages());
        if (today.unreadable() > 0) {
            LOG.warn("kept {} sagas that no longer replay; the command verify says why", today.unreadable());
        }
        today = Purged.NOTHING;
        return A_DAY;
    }
}
