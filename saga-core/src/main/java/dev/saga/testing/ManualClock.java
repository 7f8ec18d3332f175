package dev.saga.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until the test moves it. Safe for use by many threads. */
public final class ManualClock extends Clock {
    private final AtomicReference<Instant> now;

    /** A clock that shows this time. */
    public ManualClock(Instant now) {
        this.now = new AtomicReference<>(now);
    }

    /** Moves the clock on. */
    public void advance(Duration by) {
        now.updateAndGet(time -> time.plus(by));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** @throws UnsupportedOperationException always: instants have no zone */
    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("this clock only tells instants");
    }
}
