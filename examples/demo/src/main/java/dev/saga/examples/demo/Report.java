package dev.saga.examples.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is printed at the end. Pure. */
final class Report {
    private static final int LABEL = 30;
    private static final int NUMBER = 12;
    private static final int CLAIM = 50;
    private static final double NANOS_PER_MILLI = 1e6;

    private Report() {}

    /** The run in numbers. */
    static List<String> table(int bookings, Books books, Stopwatch stopwatch) {
        List<String> lines = new ArrayList<>();
        lines.add(row("bookings", bookings));
        lines.add(
                row("  completed", books.byBooking(Fact.BookingConfirmed.class).size()));
        books.cancelledByCause().forEach((cause, count) -> lines.add(row("  cancelled: " + cause, count)));
        lines.add(row("commands", books.commands().size()));
        books.commandsByType().forEach((type, count) -> lines.add(row("  " + type, count)));
        List<Duration> latencies = stopwatch.latencies();
        double seconds = stopwatch.span().toNanos() / 1e9;
        lines.add(row("sagas per second", Math.round(latencies.size() / Math.max(seconds, 1e-3))));
        lines.add(latency("latency, median", Stopwatch.percentile(latencies, 0.5)));
        lines.add(latency("latency, 99th percentile", Stopwatch.percentile(latencies, 0.99)));
        return List.copyOf(lines);
    }

    /** The checks, one a line. */
    static List<String> checks(List<Check> checks) {
        return checks.stream()
                .map(check -> "  %s  %s %s"
                        .formatted(
                                check.holds() ? "ok   " : "WRONG",
                                Columns.pad(check.claim(), CLAIM),
                                Columns.plain(check.detail()))
                        .stripTrailing())
                .toList();
    }

    private static String row(String label, long number) {
        return "  " + Columns.pad(label, LABEL) + ("%," + NUMBER + "d").formatted(number);
    }

    private static String latency(String label, Duration latency) {
        return "  " + Columns.pad(label, LABEL)
                + ("%," + NUMBER + ".1f ms").formatted(latency.toNanos() / NANOS_PER_MILLI);
    }
}
