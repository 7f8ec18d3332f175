package dev.saga.examples.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes a schedule happen: one thread for each part of the stage, so that what concerns one part never overlaps. A fault
 * that takes longer than planned delays what comes after it there, and nothing is left out for that.
 */
final class Faults {
    private final Stage stage;
    private final CountDownLatch healing = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final Set<Outage> underWay = ConcurrentHashMap.newKeySet();
    private final Map<Scene, Integer> happened = new ConcurrentSkipListMap<>();
    private volatile @Nullable RuntimeException failure;

    /** Where faults happen. */
    interface Stage {
        void begin(Fault fault);

        /** Makes whole again what the fault broke; it may take long. */
        void end(Fault fault);
    }

    private Faults(Stage stage) {
        this.stage = stage;
    }

    static Faults start(Schedule schedule, Stage stage) {
        var faults = new Faults(stage);
        long start = System.nanoTime();
        for (Outage.Part part : Outage.Part.values()) {
            List<Fault> own = schedule.faults().stream()
                    .filter(fault -> fault.outage().part() == part)
                    .toList();
            var thread = new Thread(() -> faults.run(own, start), "faults-" + part);
            thread.setDaemon(true);
            faults.threads.add(thread);
            thread.start();
        }
        return faults;
    }

    private void run(List<Fault> own, long start) {
        try {
            for (Fault fault : own) {
                if (!restsFor(start + TimeUnit.MILLISECONDS.toNanos(fault.at()) - System.nanoTime())) {
                    happen(fault);
                }
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void happen(Fault fault) {
        underWay.add(fault.outage());
        if (fault.scene().outages().get(0) == fault.outage()) {
            happened.merge(fault.scene(), 1, Integer::sum);
        }
        stage.begin(fault);
        try {
            restsFor(TimeUnit.MILLISECONDS.toNanos(fault.lasts()));
        } finally {
            stage.end(fault);
            underWay.remove(fault.outage());
        }
    }

    /** Waits, and says whether the time of faults is over. */
    private boolean restsFor(long nanos) {
        try {
            return healing.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Whether all of the schedule has happened, to its end. */
    boolean areOver() {
        return threads.stream().noneMatch(Thread::isAlive);
    }

    /** What fails at present. */
    Set<Outage> underWay() {
        return underWay;
    }

    /** How often each scene was begun. */
    Map<Scene, Integer> happened() {
        return new TreeMap<>(happened);
    }

    /** Ends what is under way and begins nothing any more; everything is whole when this returns. */
    void heal() throws InterruptedException {
        healing.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        check();
    }

    /** @throws ChaosFailure if a server did not come back */
    void check() {
        RuntimeException problem = failure;
        if (problem != null) {
            throw new ChaosFailure("a fault could not be staged: " + problem.getMessage(), problem);
        }
    }
}
