package dev.saga.examples.chaos;

import dev.saga.examples.servers.JavaProcess;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One chaos run, from the start of the servers to the result. */
final class Run {
    private static final Duration TO_START = Duration.ofSeconds(90);
    private static final Duration TO_FINISH = Duration.ofSeconds(90);
    private static final Duration TO_SETTLE = Duration.ofSeconds(120);
    private static final Duration TO_VERIFY = Duration.ofMinutes(5);
    private static final int LOOK_MILLIS = 100;
    private static final int SECOND_MILLIS = 1_000;

    private final Options options;
    private final Path directory;
    private final PrintStream err;
    private final List<String> wrong = new ArrayList<>();

    Run(Options options, Path directory, PrintStream err) {
        this.options = options;
        this.directory = directory;
        this.err = err;
    }

    /**
     * Runs it; what it started is stopped when it returns.
     *
     * @throws ChaosFailure if it could not be brought to its end
     */
    Result execute() throws InterruptedException {
        Duration length = Duration.ofMillis((long) (options.minutes * 60_000));
        Schedule schedule = Schedule.of(options.seed, length);
        List<Duration> clocks = Clocks.of(options.seed, options.runners);
        var command = RunnerCommand.in(directory, options.runnerJar);
        err.println("seed " + options.seed);
        try (House house = House.open()) {
            Fleet fleet = house.inhabit(command, clocks);
            Traffic traffic;
            Faults faults;
            long start;
            long stopped;
            long end;
            try (fleet) {
                await("all runners to be at work", TO_START, fleet, () -> fleet.running() == fleet.size());
                traffic = Traffic.start(house, options.seed, options.rate);
                start = System.nanoTime();
                faults = Faults.start(schedule, house);
                follow(length, start, traffic, faults, fleet);
                traffic.stop();
                stopped = System.nanoTime();
                faults.heal();
                settle(start, traffic, faults, fleet, house.database());
                end = System.nanoTime();
            }
            try (traffic) {
                traffic.check();
                verify(house, command);
                Inspection inspection = Inspection.of(
                        traffic.ledger(), traffic.postman(), CommandLog.read(house.topics()), house.database());
                return result(
                        traffic,
                        faults,
                        fleet,
                        clocks,
                        Duration.ofNanos(stopped - start),
                        Duration.ofNanos(end - start),
                        inspection);
            }
        }
    }

    private Result result(
            Traffic traffic,
            Faults faults,
            Fleet fleet,
            List<Duration> clocks,
            Duration loaded,
            Duration lasted,
            Inspection inspection) {
        long perMinute = traffic.ledger().ended() * 60_000 / Math.max(1, loaded.toMillis());
        wrong.addAll(inspection.wrong());
        wrong.addAll(fleet.problems().all());
        if (perMinute < options.floor) {
            wrong.add("%,d bookings per minute; %,d are the least".formatted(perMinute, options.floor));
        }
        for (Scene scene : Scene.values()) {
            if (!faults.happened().containsKey(scene)) {
                wrong.add("this never happened: " + scene.label());
            }
        }
        return new Result(
                options,
                lasted,
                traffic.ledger().begun(),
                traffic.ledger().ended(),
                perMinute,
                Duration.ofNanos(traffic.ledger().longestGap()),
                faults.happened(),
                clocks,
                fleet.starts(),
                fleet.problems().longestStop(),
                traffic.postman().identities().size(),
                traffic.postman().copies(),
                inspection,
                List.copyOf(wrong));
    }

    /** Bookings begin for as long as was asked for, and then until the last fault is over: a slow machine delays them. */
    private void follow(Duration length, long start, Traffic traffic, Faults faults, Fleet fleet)
            throws InterruptedException {
        long asked = start + length.toNanos();
        long atMost = asked + TO_FINISH.toNanos();
        while (System.nanoTime() - asked < 0 || !faults.areOver() && System.nanoTime() - atMost < 0) {
            long left = (asked - System.nanoTime()) / 1_000_000;
            Thread.sleep(left > 0 ? Math.min(SECOND_MILLIS, left) : SECOND_MILLIS);
            progress(start, traffic, faults, fleet);
        }
    }

    private void settle(long start, Traffic traffic, Faults faults, Fleet fleet, Database database)
            throws InterruptedException {
        long until = System.nanoTime() + TO_SETTLE.toNanos();
        while (!traffic.isQuiet() || database.unsettled() > 0) {
            Thread.sleep(SECOND_MILLIS);
            progress(start, traffic, faults, fleet);
            if (System.nanoTime() - until > 0) {
                wrong.add("all was not quiet %d s after the last fault: %,d bookings open, %,d messages unsent"
                        .formatted(
                                TO_SETTLE.toSeconds(),
                                traffic.ledger().open(),
                                traffic.postman().unsettled()));
                return;
            }
        }
    }

    private void progress(long start, Traffic traffic, Faults faults, Fleet fleet) {
        traffic.check();
        faults.check();
        fleet.check();
        err.println("%4d s  begun %,8d  ended %,8d  open %,6d  runners %d/%d  %s"
                .formatted(
                        (System.nanoTime() - start) / 1_000_000_000,
                        traffic.ledger().begun(),
                        traffic.ledger().ended(),
                        traffic.ledger().open(),
                        fleet.running(),
                        fleet.size(),
                        faults.underWay().stream()
                                .map(outage ->
                                        outage.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                                .sorted()
                                .collect(Collectors.joining(", "))));
    }

    private void verify(House house, RunnerCommand command) {
        JavaProcess verify = command.start("verify", house.settings(), Duration.ZERO, command.newLog("verify.log"));
        if (!verify.endsWithin(TO_VERIFY)) {
            verify.kill();
            wrong.add("verify does not end");
        } else if (verify.exitStatus() != 0) {
            wrong.add("verify says: " + verify.said());
        }
    }

    private static void await(String what, Duration patience, Fleet fleet, Condition condition)
            throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (!condition.holds()) {
            fleet.check();
            if (System.nanoTime() - until > 0) {
                throw new ChaosFailure("waited %d s for %s: %s"
                        .formatted(patience.toSeconds(), what, fleet.problems().all()));
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private interface Condition {
        boolean holds();
    }
}
