package dev.saga.examples.loadtest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long bookings took, second by second and over what is measured. Times are those of {@link System#nanoTime}. */
final class Latencies {
    private static final long SECOND = 1_000_000_000L;
    private static final long NEVER = Duration.ofDays(10_000).toNanos();

    private final long start;
    private final Histogram measured = new Histogram();
    private final List<Second> seconds = new ArrayList<>();
    private Histogram current = new Histogram();
    private long from;
    private long to;

    /** @param start when the first booking began */
    Latencies(long start) {
        this.start = start;
        this.from = start + NEVER;
        this.to = start + NEVER;
    }

    /** Measures from that moment on, for so long. */
    synchronized void measure(long moment, Duration length) {
        from = moment;
        to = moment + length.toNanos();
    }

    /** A booking that was to begin at the one time has ended at the other. */
    synchronized void ended(long began, long ended) {
        if (ended - to >= 0) {
            return;
        }
        closeSecondsBefore(ended);
        current.record(ended - began);
        if (ended - from >= 0) {
            measured.record(ended - began);
        }
    }

    private void closeSecondsBefore(long now) {
        long second = Math.min(now - start, to - start) / SECOND;
        while (seconds.size() < second) {
            int at = seconds.size();
            seconds.add(Second.of(at, start + at * SECOND - from >= 0, current));
            current = new Histogram();
        }
    }

    /** The seconds that are over. */
    synchronized List<Second> seconds(long now) {
        closeSecondsBefore(now);
        return List.copyOf(seconds);
    }

    /** Those of the bookings that ended in what is measured; to be read once that is over. */
    synchronized Histogram measured() {
        return measured;
    }

    /** When the first booking began. */
    long start() {
        return start;
    }
}
