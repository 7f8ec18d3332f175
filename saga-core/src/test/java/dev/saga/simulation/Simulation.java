package dev.saga.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Worlds, one after another, until there were enough sagas. The n-th world of a run comes from the seed of the run plus n,
 * so a world that failed is the first one of a run from its own seed.
 */
final class Simulation {
    private final Rig rig;

    Simulation(Rig rig) {
        this.rig = rig;
    }

    /**
     * Lets at least so many sagas happen, on all processors.
     *
     * @throws AssertionError with the shortest history, if a world did not keep a rule
     */
    Tally run(long seed, long sagas) throws InterruptedException {
        int threads = Runtime.getRuntime().availableProcessors();
        var next = new AtomicLong(seed);
        var missing = new AtomicLong(sagas);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            var parts = new ArrayList<Future<Tally>>();
            for (int i = 0; i < threads; i++) {
                parts.add(pool.submit(() -> share(next, missing)));
            }
            return sum(parts);
        } finally {
            pool.shutdownNow();
        }
    }

    private Tally share(AtomicLong next, AtomicLong missing) {
        var tally = new Tally();
        while (missing.get() > 0 && !Thread.currentThread().isInterrupted()) {
            try {
                Tally world = world(next.getAndIncrement());
                missing.addAndGet(-world.sagas);
                tally.add(world);
            } catch (Failure e) {
                missing.set(0);
                throw e;
            }
        }
        return tally;
    }

    private static Tally sum(List<Future<Tally>> parts) throws InterruptedException {
        var sum = new Tally();
        for (Future<Tally> part : parts) {
            try {
                sum.add(part.get());
            } catch (ExecutionException e) {
                throw new AssertionError(e.getCause().getMessage(), e.getCause());
            }
        }
        return sum;
    }

    /**
     * Lets one world happen.
     *
     * @throws Failure if it did not keep a rule
     */
    Tally world(long seed) {
        Scenario scenario = Scenario.of(seed);
        try {
            return World.run(scenario, rig, new Story(false));
        } catch (Violation e) {
            throw shortened(scenario, e);
        }
    }

    private Failure shortened(Scenario scenario, Violation violation) {
        var shortest = new Shortest(this::fails).of(scenario, violation.bookingId());
        var story = new Story(true);
        try {
            World.run(shortest, rig, story);
        } catch (Violation e) {
            return new Failure(scenario.seed(), e, shortest, story.lines());
        }
        throw new AssertionError("seed %d is not decided by itself".formatted(scenario.seed()), violation);
    }

    /** Whether any rule is broken: another one than at first is as wrong, and its history may be shorter. */
    private boolean fails(Scenario scenario) {
        try {
            World.run(scenario, rig, new Story(false));
            return false;
        } catch (Violation e) {
            return true;
        }
    }

    /** A world that did not keep a rule, and its shortest history. */
    static final class Failure extends AssertionError {
        private static final long serialVersionUID = 1L;
        private final transient List<String> history;

        Failure(long seed, Violation violation, Scenario shortest, List<String> history) {
            super(
                    "%s%nseed %d (again with -Dsimulation.seed=%d -Dsimulation.sagas=1), shortest history:%n  %s%n  %s"
                            .formatted(
                                    violation.getMessage(),
                                    seed,
                                    seed,
                                    lines(shortest.plans().stream()
                                            .map(Plan::words)
                                            .toList()),
                                    lines(history)),
                    violation);
            this.history = history;
        }

        private static String lines(List<String> lines) {
            return String.join("%n  ".formatted(), lines);
        }

        /** What happened, step by step. */
        List<String> history() {
            return history;
        }
    }
}
