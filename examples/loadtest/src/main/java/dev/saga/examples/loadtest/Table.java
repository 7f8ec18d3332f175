package dev.saga.examples.loadtest;

import java.util.ArrayList;
import java.util.List;

/** A result as lines for people. */
final class Table {
    private Table() {}

    static List<String> of(Result result) {
        List<String> lines = new ArrayList<>();
        Histogram latencies = result.latencies();
        lines.add("%,d sagas in %.1f s: %,.0f a second"
                .formatted(result.sagas(), result.seconds(), result.sagasPerSecond()));
        lines.add("");
        lines.add("latency, ms       p50       p90       p99     p99.9       max");
        lines.add("          %s%s%s%s%s"
                .formatted(
                        cell(latencies.millis(0.5), 2),
                        cell(latencies.millis(0.9), 2),
                        cell(latencies.millis(0.99), 2),
                        cell(latencies.millis(0.999), 2),
                        cell(latencies.maxMillis(), 2)));
        lines.add("");
        Sample.CpuMillis cpu = result.cpu();
        lines.add("per saga       in all    driver    runner  PostgreSQL     Kafka");
        lines.add("CPU ms     %s%s%s  %s%s"
                .formatted(
                        cell(result.perSaga(cpu.driver() < 0 ? -1 : cpu.total()), 3),
                        cell(result.perSaga(cpu.driver()), 3),
                        cell(result.perSaga(cpu.runner()), 3),
                        cell(result.perSaga(cpu.postgres()), 3),
                        cell(result.perSaga(cpu.kafka()), 3)));
        lines.add("statements %s".formatted(cell(result.perSaga(result.statements()), 3)));
        lines.add("commits    %s".formatted(cell(result.perSaga(result.commits()), 3)));
        lines.add("WAL bytes  %s".formatted(cell(result.perSaga(result.walBytes()), 0)));
        lines.add("allocated  %s".formatted(cell(result.perSaga(result.allocatedBytes()), 0)));
        lines.add("messages   %s".formatted(cell(result.perSaga(result.messages()), 2)));
        lines.add("commands   %s".formatted(cell(result.perSaga(result.commands()), 2)));
        lines.add("");
        if (!Double.isNaN(result.othersCores())) {
            lines.add("others kept %.2f of %d processors busy; load average %.2f"
                    .formatted(result.othersCores(), Runtime.getRuntime().availableProcessors(), result.load()));
        }
        if (result.options().bare) {
            lines.add("the runner is the bare path, which tells nothing of itself; %,d warnings in its log"
                    .formatted(result.complaints()));
        } else if (result.options().runners > 0) {
            lines.add("the runner paused %,.0f times for GC, %.0f ms in all; %,.0f conflicts; %,d warnings in its log"
                    .formatted(result.gcPauses(), result.gcMillis(), result.conflicts(), result.complaints()));
        }
        return lines;
    }

    /** What the books say, warm-up included. */
    static List<String> of(Books books) {
        List<String> lines = new ArrayList<>();
        lines.add("%,d bookings begun, %,d ended, %,d commands came twice: the books are %s"
                .formatted(books.begun(), books.ended(), books.repeated(), books.areRight() ? "right" : "WRONG"));
        books.wrong().forEach(wrong -> lines.add("  " + wrong));
        return lines;
    }

    private static String cell(double value, int decimals) {
        return Double.isNaN(value) ? "         -" : ("%,10." + decimals + "f").formatted(value);
    }
}
