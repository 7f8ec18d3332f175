package dev.saga.examples.chaos.skew;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The wall clock, wrong by a fixed amount. Code that asks for the time is led here by {@link SkewAgent}. */
public final class SkewedClock {
    /** Names the system property with the offset in milliseconds. */
    static final String OFFSET = "saga.chaos.clock.offset";

    private static final long MILLIS = Long.getLong(OFFSET, 0);

    private SkewedClock() {}

    /** Instead of {@link System#currentTimeMillis()}. */
    public static long currentTimeMillis() {
        return System.currentTimeMillis() + MILLIS;
    }

    /** Instead of {@link Instant#now()}. */
    public static Instant now() {
        return Instant.now().plusMillis(MILLIS);
    }

    /** Instead of {@link Clock#systemUTC()}. */
    public static Clock systemUTC() {
        return Clock.offset(Clock.systemUTC(), Duration.ofMillis(MILLIS));
    }
}
