package dev.saga.examples.loadtest;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Results to be printed and drawn. */
final class Results {
    private Results() {}

    /** Two sagas in two seconds, the second of which was slow, and a first second of warm-up. */
    static Result of(String... arguments) {
        return result(Options.parse(List.of(arguments), null), new Books(5, 5, 0, List.of()), 200);
    }

    static Result wrong() {
        return result(Options.parse(List.of(), null), new Books(5, 4, 1, List.of("booking 3: <never> confirmed")), 200);
    }

    /** Nobody counts statements or knows whose CPU time is whose. */
    static Result unknown() {
        return result(Options.parse(List.of("--runners", "0"), null), new Books(5, 5, 0, List.of()), -1);
    }

    private static Result result(Options options, Books books, int counted) {
        var latencies = new Histogram();
        latencies.record(10_000_000);
        latencies.record(250_000_000);
        List<Second> seconds = IntStream.range(0, 3)
                .mapToObj(at -> new Second(at, at > 0, at == 1 ? 0 : at + 1, 10, 20, 30, 250.0 * at + 1))
                .toList();
        double some = counted < 0 ? -1 : counted;
        var none = new Sample.CpuMillis(Math.min(some, 0), Math.min(some, 0), Math.min(some, 0), -1, Math.min(some, 0));
        var cpu = new Sample.CpuMillis(some, some, some, -1, some < 0 ? -1 : 5 * some);
        return new Result(
                options,
                latencies,
                seconds,
                new Sample(1_000_000_000L, none, new Database.Done(Math.min(counted, 0), 0, 0), metrics(0), 0),
                new Sample(3_000_000_000L, cpu, new Database.Done(counted, 10, 5_000), metrics(3), 8),
                books,
                0,
                -1);
    }

    private static Metrics metrics(double conflicts) {
        return new Metrics(Map.of("saga_conflicts_total", conflicts, "saga_outbox_published_total", 10 * conflicts));
    }
}
