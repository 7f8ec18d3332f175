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

/** Makes a schedule happen: one thread for each part of the house, so that what concerns one part never overlaps. */
final class Faults {
    private final House house;
    private final CountDownLatch healing = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final Set<Outage> underWay = ConcurrentHashMap.newKeySet();
    private final Map<Scene, Integer> happened = new ConcurrentSkipListMap<>();
    private volatile @Nullable RuntimeException failure;

    private Faults(House house) {
        this.house = house;
    }

    static Faults start(Schedule schedule, House house) {
        var faults = new Faults(house);
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
        house.begin(fault);
        try {
            restsFor(TimeUnit.MILLISECONDS.toNanos(fault.lasts()));
        } finally {
            house.end(fault);
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
