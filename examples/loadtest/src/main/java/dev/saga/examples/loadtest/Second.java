package dev.saga.examples.loadtest;

/**
 * How one second went.
 *
 * @param at its number, counted from the first booking
 * @param measured whether it is behind the warm-up
 * @param sagas that ended in it
 */
record Second(int at, boolean measured, long sagas, double p50, double p90, double p99, double max) {

    static Second of(int at, boolean measured, Histogram latencies) {
        return new Second(
                at,
                measured,
                latencies.count(),
                latencies.millis(0.5),
                latencies.millis(0.9),
                latencies.millis(0.99),
                latencies.maxMillis());
    }
}
