package dev.saga.examples.chaos;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** How long it takes under load from a failure until bookings end again, and until its {@link Backlog} is gone. */
final class Recovery {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LONGER_THAN_A_SESSION = Duration.ofSeconds(12);
    private static final int LOOK_MILLIS = 5;
    private static final Duration CALM = Duration.ofSeconds(5);
    private static final Duration SLOW = Duration.ofSeconds(3);

    private final Options options;
    private final Path directory;
    private final PrintStream err;
    private final Map<Blow, List<Times>> measured = new EnumMap<>(Blow.class);

    /** What happens, to how many runners; whoever was killed is started again at once. */
    private enum Blow {
        ONLY_RUNNER_KILLED(1),
        ONE_OF_TWO_RUNNERS_KILLED(2),
        POSTGRES_STOPPED_AT_ONCE_AND_RESTARTED(2),
        BROKER_KILLED_AND_RESTARTED(2);

        private final int runners;

        Blow(int runners) {
            this.runners = runners;
        }
    }

    private record Times(Duration firstEnd, Duration noBacklog) {}

    Recovery(Options options, Path directory, PrintStream err) {
        this.options = options;
        this.directory = directory;
        this.err = err;
    }

    /** Measures and returns the table. */
    List<String> execute() throws InterruptedException {
        for (int runners = 1; runners <= 2; runners++) {
            try (House house = House.open();
                    Fleet fleet = house.inhabit(
                            RunnerCommand.in(directory, options.runnerJar),
                            Collections.nCopies(runners, Duration.ZERO))) {
                await("the runners to be at work", () -> fleet.running() == fleet.size());
                try (Traffic traffic = Traffic.start(house, options.seed, options.rate)) {
                    for (Blow blow : Blow.values()) {
                        for (int round = 1; blow.runners == runners && round <= options.recovery; round++) {
                            measure(blow, house, fleet, traffic);
                        }
                    }
                }
            }
        }
        return table();
    }

    private void measure(Blow blow, House house, Fleet fleet, Traffic traffic) throws InterruptedException {
        Ledger ledger = traffic.ledger();
        awaitCalm("a steady state", System.nanoTime(), () -> fleet.running() < fleet.size() || isSlow(ledger));
        long start = System.nanoTime();
        strike(blow, house, fleet);
        await("a booking to end that began after it", () -> ledger.newestEnded() > start);
        Duration firstEnd = Duration.ofNanos(System.nanoTime() - start);
        Backlog backlog = Backlog.of(ledger.accounts(), start);
        awaitCalm("the backlog to be gone", start + LONGER_THAN_A_SESSION.toNanos(), () -> isThere(backlog, ledger));
        var times = new Times(firstEnd, backlog.lasted(ledger.accounts()));
        measured.computeIfAbsent(blow, b -> new ArrayList<>()).add(times);
        err.println(line(blow, "", times.firstEnd(), times.noBacklog()));
        traffic.check();
        fleet.check();
    }

    private static boolean isSlow(Ledger ledger) {
        long now = System.nanoTime();
        return ledger.openAccounts().stream()
                .anyMatch(account -> Backlog.isPrompt(account) && now - account.begunAt() > SLOW.toNanos());
    }

    private static boolean isThere(Backlog backlog, Ledger ledger) {
        long now = System.nanoTime();
        return ledger.openAccounts().stream().anyMatch(account -> backlog.holds(account, now));
    }

    /** Waits until there was no trouble for a while; a dead runner's share may look well until its session has ended. */
    private static void awaitCalm(String what, long notBefore, BooleanSupplier trouble) throws InterruptedException {
        var calmSince = new AtomicLong(System.nanoTime());
        await(what, () -> {
            long now = System.nanoTime();
            if (trouble.getAsBoolean()) {
                calmSince.set(now);
            }
            return now - calmSince.get() > CALM.toNanos() && now - notBefore > 0;
        });
    }

    private static void strike(Blow blow, House house, Fleet fleet) {
        switch (blow) {
            case ONLY_RUNNER_KILLED, ONE_OF_TWO_RUNNERS_KILLED -> fleet.kill(1, Duration.ZERO);
            case POSTGRES_STOPPED_AT_ONCE_AND_RESTARTED -> happen(Outage.POSTGRES_DOWN, house);
            case BROKER_KILLED_AND_RESTARTED -> happen(Outage.BROKER_DOWN, house);
        }
    }

    private static void happen(Outage outage, House house) {
        var fault = new Fault(Scene.BOTH_SERVERS_DOWN, outage, 0, 0, 0);
        house.begin(fault);
        house.end(fault);
    }

    private List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "Backlog empty: every booking begun before the failure has ended, and every one begun since that it held up"
                        + " (it took over a second longer than the slowest of the ten seconds before).");
        lines.add("");
        lines.add("| failure | | first new booking ended | backlog empty |");
        lines.add("|---|---|---|---|");
        measured.forEach((blow, times) -> {
            List<Duration> ends = times.stream().map(Times::firstEnd).sorted().toList();
            List<Duration> backlogs =
                    times.stream().map(Times::noBacklog).sorted().toList();
            lines.add(line(blow, "min", ends.get(0), backlogs.get(0)));
            lines.add(line(blow, "median", ends.get(ends.size() / 2), backlogs.get(backlogs.size() / 2)));
            lines.add(line(blow, "max", ends.get(ends.size() - 1), backlogs.get(backlogs.size() - 1)));
        });
        return lines;
    }

    private static String line(Blow blow, String which, Duration firstEnd, Duration noBacklog) {
        return "| %s | %s | %.1f s | %.1f s |"
                .formatted(
                        blow.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        which,
                        firstEnd.toMillis() / 1e3,
                        noBacklog.toMillis() / 1e3);
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - until > 0) {
                throw new ChaosFailure("waited %d s for %s".formatted(PATIENCE.toSeconds(), what));
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
