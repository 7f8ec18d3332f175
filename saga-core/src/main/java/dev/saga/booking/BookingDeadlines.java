package dev.saga.booking;

import dev.saga.saga.Effect;
import java.time.Duration;
import java.util.Map;

/**
 * How long the booking saga waits in each phase; a phase that is not in the map waits for ever.
 *
 * @param durations positive durations, counted from the moment the phase is entered
 */
public record BookingDeadlines(Map<BookingSaga.Phase, Duration> durations) {
    /** Waits for ever. */
    public static final BookingDeadlines NONE = new BookingDeadlines(Map.of());

    /** @throws IllegalArgumentException if a duration is not positive */
    public BookingDeadlines {
        durations = Map.copyOf(durations);
        durations.values().forEach(Effect.SetDeadline::new);
    }

    Effect entering(BookingSaga.Phase phase) {
        Duration in = durations.get(phase);
        return in == null ? new Effect.ClearDeadline() : new Effect.SetDeadline(in);
    }
}
