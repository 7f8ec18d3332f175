package dev.saga.examples.loadtest;

/** Counts of durations in classes that are at most 1/64 wide, relative to the duration. Not safe for use by many threads. */
final class Histogram {
    private static final int BITS = 6;
    private static final int STEPS = 1 << BITS;
    private static final int CLASSES = (Long.SIZE - BITS) * STEPS;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int NANOS_PER_UNIT = 1_000;

    private final int[] counts = new int[CLASSES];
    private long count;
    private long max;

    /** Counts a duration; a negative one counts as 0. */
    void record(long nanos) {
        long micros = Math.max(0, nanos) / NANOS_PER_UNIT;
        counts[classOf(micros)]++;
        count++;
        max = Math.max(max, nanos);
    }

    private static int classOf(long micros) {
        if (micros < STEPS) {
            return (int) micros;
        }
        int shift = Long.SIZE - Long.numberOfLeadingZeros(micros) - BITS - 1;
        return (shift + 1) * STEPS + (int) (micros >>> shift) - STEPS;
    }

    private static long highestOf(int index) {
        if (index < STEPS) {
            return index;
        }
        int shift = index / STEPS - 1;
        return ((long) (index % STEPS + STEPS + 1) << shift) - 1;
    }

    long count() {
        return count;
    }

    double maxMillis() {
        return max / NANOS_PER_MILLI;
    }

    /** The duration in milliseconds that this share of all does not exceed; 0 if there is none. */
    double millis(double share) {
        long rank = Math.max(1, (long) Math.ceil(share * count));
        long seen = 0;
        for (int i = 0; i < CLASSES; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return Math.min(highestOf(i) * (double) NANOS_PER_UNIT, max) / NANOS_PER_MILLI;
            }
        }
        return 0;
    }
}
