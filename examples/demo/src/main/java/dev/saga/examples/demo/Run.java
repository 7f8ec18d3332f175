package dev.saga.examples.demo;

import dev.saga.runner.config.RunnerConfig;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One run of the demo, from the start of the servers to the last line of the report. */
final class Run {
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final int NAMED_AT_MOST = 10;

    private final Options options;
    private final PrintStream out;
    private final boolean terminal;
    private final List<WantedBooking> bookings;

    /** @throws UsageError if the file of bookings cannot be used */
    Run(Options options, PrintStream out, boolean terminal) {
        this.options = options;
        this.out = out;
        this.terminal = terminal;
        this.bookings = BookingFile.read(options.bookings);
    }

    /**
     * Runs it; what it started is stopped when it returns.
     *
     * @return whether everything adds up
     * @throws DemoFailure if it could not be brought to its end
     * @throws InterruptedException if it was interrupted; everything is stopped then, too
     */
    boolean execute() throws InterruptedException {
        out.printf(
                "%,d bookings of %s, failure rate %s, seed %d%n",
                bookings.size(), options.bookings, options.failureRate, options.seed);
        if (options.config != null) {
            RunnerConfig config = RunnerConfig.load(options.config, System.getenv());
            return against(config, Connections.given(options.config, config));
        }
        long start = System.nanoTime();
        try (EmbeddedServers servers = EmbeddedServers.start()) {
            out.printf(
                    "PostgreSQL on port %d and Kafka on %s are up after %s%n",
                    servers.postgres().port(), servers.kafka().bootstrapServers(), since(start));
            return against(RunnerConfig.of(servers.properties(), Map.of()), Connections.embedded(servers));
        }
    }

    private boolean against(RunnerConfig config, Connections connections) throws InterruptedException {
        long start = System.nanoTime();
        try (Orchestrator orchestrator = Orchestrator.start(config);
                SagaStore store = SagaStore.open(config);
                Participants participants = Participants.start(bookings, options, config.kafka())) {
            refuseKnown(store);
            orchestrator.awaitReadiness();
            out.printf("the orchestrator and the three services are up after %s%n", since(start));
            participants.publish();
            boolean allHolds = followed(participants, store) && reported(participants, store);
            if (options.keep) {
                connections.print(out, orchestrator.address());
                new CountDownLatch(1).await();
            }
            return allHolds;
        }
    }

    /** A booking that the orchestrator knows would be no new one to it, and never end. */
    private void refuseKnown(SagaStore store) {
        if (options.config == null) {
            return;
        }
        for (WantedBooking booking : bookings) {
            if (store.history(booking.bookingId()).isPresent()) {
                throw new UsageError(
                        "the database of %s knows booking %s already: each booking runs once; give others with --bookings"
                                .formatted(options.config, booking.bookingId()));
            }
        }
    }

    /** Shows the progress until all is done, and says whether it was done in time. */
    private boolean followed(Participants participants, SagaStore store) throws InterruptedException {
        var progress = new Progress(out, terminal, bookings.size());
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(options.timeout);
        boolean done = false;
        while (!done && System.nanoTime() < deadline) {
            Thread.sleep(LOOK.toMillis());
            participants.check();
            progress.show(participants.stopwatch());
            done = participants.allEnded() && settled(participants, store, deadline);
        }
        progress.end(participants.stopwatch());
        if (!participants.allEnded()) {
            nameUnended(participants.notEnded(), store);
        }
        return participants.allEnded();
    }

    /** Looks once more after everybody has caught up: what was published until then has been carried out. */
    private boolean settled(Participants participants, SagaStore store, long deadline) throws InterruptedException {
        if (!store.standing(participants.ids()).isSettled()) {
            return false;
        }
        long moment = System.nanoTime();
        while (!participants.caughtUpSince(moment) && System.nanoTime() < deadline) {
            Thread.sleep(LOOK.toMillis());
            participants.check();
        }
        return store.standing(participants.ids()).isSettled();
    }

    private void nameUnended(List<String> unended, SagaStore store) {
        out.printf("%n%,d bookings did not end within %d s:%n", unended.size(), options.timeout);
        for (String id : unended.subList(0, Math.min(NAMED_AT_MOST, unended.size()))) {
            String state = store.history(id).map(history -> history.state()).orElse("not known to the orchestrator");
            out.println(Columns.fit("  " + id + "  " + state, Columns.WIDTH));
        }
        if (unended.size() > NAMED_AT_MOST) {
            out.printf("  and %,d more%n", unended.size() - NAMED_AT_MOST);
        }
    }

    private boolean reported(Participants participants, SagaStore store) {
        Books books = participants.books();
        out.println();
        Report.table(bookings.size(), books, participants.stopwatch()).forEach(out::println);
        for (String id : Examples.of(bookings, books)) {
            out.println();
            store.history(id)
                    .ifPresent(history -> Timeline.of(history, store::nameOf).forEach(out::println));
        }
        List<Check> checks = Audit.of(bookings, books, store.standing(participants.ids()));
        boolean allHolds = checks.stream().allMatch(Check::holds);
        out.println();
        Report.checks(checks).forEach(out::println);
        out.println();
        out.println(allHolds ? "Everything adds up." : "SOMETHING DOES NOT ADD UP.");
        return allHolds;
    }

    private static String since(long start) {
        return "%.1f s".formatted((System.nanoTime() - start) / 1e9);
    }
}
