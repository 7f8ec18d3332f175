package dev.saga.examples.loadtest;

import java.util.List;

/**
 * What came out of a run.
 *
 * @param latencies of the sagas that ended in the time measured
 * @param seconds one by one, warm-up included
 * @param complaints warnings and errors in the runners' logs
 * @param load the machine's load average at the end; negative if unknown
 */
record Result(
        Options options,
        Histogram latencies,
        List<Second> timeline,
        Sample before,
        Sample after,
        Books books,
        long complaints,
        double load) {

    /** Copies the list. */
    Result {
        timeline = List.copyOf(timeline);
    }

    long sagas() {
        return latencies.count();
    }

    double seconds() {
        return (after.nanos() - before.nanos()) / 1e9;
    }

    double sagasPerSecond() {
        return sagas() / seconds();
    }

    Sample.CpuMillis cpu() {
        return after.cpu().minus(before.cpu());
    }

    /** Sent to the runners. */
    long messages() {
        return after.messages() - before.messages();
    }

    /** Sent by the runners; negative if nobody tells. */
    double commands() {
        return grown("saga_outbox_published_total");
    }

    /** That much for each saga; not a number if it cannot be known or there was no saga. */
    double perSaga(double inAll) {
        return inAll < 0 || sagas() == 0 ? Double.NaN : inAll / sagas();
    }

    double statements() {
        boolean known = before.database().statements() >= 0;
        return known ? after.database().statements() - before.database().statements() : -1;
    }

    double commits() {
        return after.database().commits() - before.database().commits();
    }

    double walBytes() {
        return after.database().walBytes() - before.database().walBytes();
    }

    /** How much a metric of the runners grew; negative if nobody tells. */
    double grown(String metric) {
        return options.runners == 0 || options.bare
                ? -1
                : after.runners().of(metric) - before.runners().of(metric);
    }

    double conflicts() {
        return grown("saga_conflicts_total");
    }

    double gcPauses() {
        return grown("jvm_gc_pause_seconds_count");
    }

    double gcMillis() {
        double seconds = grown("jvm_gc_pause_seconds_sum");
        return seconds < 0 ? seconds : seconds * 1_000;
    }

    double allocatedBytes() {
        return grown("jvm_gc_memory_allocated_bytes_total");
    }

    /** How many processors everything else on the machine kept busy. */
    double othersCores() {
        double all = cpu().machine();
        return all < 0 ? Double.NaN : Math.max(0, all - cpu().total()) / 1_000 / seconds();
    }
}
