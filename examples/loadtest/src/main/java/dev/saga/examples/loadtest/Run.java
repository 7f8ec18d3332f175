package dev.saga.examples.loadtest;

import dev.saga.runner.config.RunnerConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** One run of the load test, from the start of the servers to the result. */
final class Run {
    private static final Duration TO_SETTLE = Duration.ofSeconds(3);

    private final Options options;
    private final PrintStream out;
    private final PrintStream err;

    Run(Options options, PrintStream out, PrintStream err) {
        this.options = options;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs it; what it started is stopped when it returns.
     *
     * @return whether the books are right
     * @throws LoadTestFailure if it could not be brought to its end
     */
    boolean execute() throws InterruptedException {
        Path directory = directory();
        try (Servers servers = options.config == null
                ? Servers.own(directory, options.postgres, options.broker)
                : Servers.given(options.config)) {
            Map<String, String> properties = Runners.properties(options, servers.properties());
            RunnerConfig config = RunnerConfig.of(properties, System.getenv());
            try (Runners runners = Runners.start(options, properties, directory);
                    Database database = Database.open(config.postgres());
                    Traffic traffic = Traffic.start(options, config.kafka())) {
                progress("the servers and the runner are up");
                return measure(servers, runners, database, traffic);
            }
        } finally {
            if (options.logs == null) {
                delete(directory);
            }
        }
    }

    private boolean measure(Servers servers, Runners runners, Database database, Traffic traffic)
            throws InterruptedException {
        long deadLetters = database.deadLetters();
        if (options.preload > 0) {
            preload(database, traffic);
        }
        Meter meter = Meter.of(runners, database, servers, traffic.sender());
        Latencies latencies = traffic.begin();
        follow(latencies, latencies.start() + Duration.ofSeconds(options.warmup).toNanos(), runners, traffic);
        traffic.warmedUp(latencies);
        if (options.isOpenLoop() || options.warmupConcurrency() != options.concurrency) {
            follow(latencies, System.nanoTime() + TO_SETTLE.toNanos(), runners, traffic);
        }
        // The first time of everything is slower, and belongs to the warm-up.
        meter.first();
        if (options.sql && servers.areOwn()) {
            database.resetStatements();
        }
        Sample before = meter.first();
        Duration length = Duration.ofSeconds(options.seconds);
        latencies.measure(before.nanos(), length);
        follow(latencies, before.nanos() + length.toNanos(), runners, traffic);
        Sample after = meter.last();
        if (options.sql && servers.areOwn()) {
            database.costliest().forEach(err::println);
        }
        Books books = traffic.settle(database, deadLetters);
        var result = new Result(
                options,
                latencies.measured(),
                latencies.seconds(System.nanoTime()),
                before,
                after,
                books,
                runners.complaints(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        report(result);
        return books.areRight();
    }

    private void preload(Database database, Traffic traffic) throws InterruptedException {
        long start = System.nanoTime();
        new Preload(database)
                .store(
                        options.preload,
                        traffic.models(),
                        stored -> progress("%,d of %,d sagas stored beforehand".formatted(stored, options.preload)));
        progress("stored in %.0f s".formatted((System.nanoTime() - start) / 1e9));
    }

    /** Shows how it goes, second by second, until that moment. */
    private void follow(Latencies latencies, long until, Runners runners, Traffic traffic) throws InterruptedException {
        int shown = latencies.seconds(System.nanoTime()).size();
        long left = until - System.nanoTime();
        while (left > 0) {
            Thread.sleep(Math.min(left / 1_000_000 + 1, 200));
            runners.check();
            traffic.check();
            var seconds = latencies.seconds(System.nanoTime());
            for (Second second : seconds.subList(shown, seconds.size())) {
                progress("%4d s %s %,7d sagas  p50 %,.1f ms  p99 %,.1f ms  max %,.1f ms  %,d in flight"
                        .formatted(
                                second.at() + 1,
                                second.measured() ? " " : "warm-up",
                                second.sagas(),
                                second.p50(),
                                second.p99(),
                                second.max(),
                                traffic.inFlight()));
            }
            shown = seconds.size();
            left = until - System.nanoTime();
        }
    }

    private void report(Result result) {
        if (options.json) {
            out.println(JsonLine.of(result));
            if (!result.books().areRight()) {
                Table.of(result.books()).forEach(err::println);
            }
        } else {
            out.println();
            Table.of(result).forEach(out::println);
            Table.of(result.books()).forEach(out::println);
        }
        if (options.chart != null) {
            Chart.write(result, options.chart);
        }
    }

    private void progress(String line) {
        err.println(line);
    }

    private Path directory() {
        try {
            return options.logs == null
                    ? Files.createTempDirectory("saga-loadtest-")
                    : Files.createDirectories(options.logs);
        } catch (IOException e) {
            throw new LoadTestFailure("no directory could be made for the logs: " + e.getMessage(), e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new LoadTestFailure("the directory " + directory + " stays behind: " + e.getMessage(), e);
        }
    }
}
