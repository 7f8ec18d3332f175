package dev.saga.examples.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The runners of one group, each with a clock of its own, and their supervisor. */
final class Fleet implements AutoCloseable {
    private static final long LOOK_MILLIS = 100;

    private final List<Place> places = new ArrayList<>();
    private final ScheduledExecutorService supervisor;
    private final Problems problems = new Problems();
    private volatile @Nullable RuntimeException failure;

    private Fleet(ScheduledExecutorService supervisor) {
        this.supervisor = supervisor;
    }

    /** Starts one for each clock; they are at work some seconds later. */
    static Fleet start(RunnerCommand command, Map<String, String> settings, List<Duration> clockOffsets) {
        var fleet = new Fleet(Executors.newSingleThreadScheduledExecutor(work -> {
            var thread = new Thread(work, "supervisor");
            thread.setDaemon(true);
            return thread;
        }));
        for (Duration offset : clockOffsets) {
            fleet.places.add(new Place(fleet.places.size() + 1, command, settings, offset, fleet.problems));
        }
        fleet.supervisor.scheduleWithFixedDelay(fleet::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return fleet;
    }

    private void look() {
        try {
            places.forEach(Place::look);
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    int size() {
        return places.size();
    }

    long running() {
        return places.stream().filter(Place::isRunning).count();
    }

    int starts() {
        return places.stream().mapToInt(Place::starts).sum();
    }

    /** Kills one or more of them at once, as the dice fall. */
    void killSome(long dice, Duration downFor) {
        var random = new Random(dice);
        List<Place> some = new ArrayList<>(places);
        Collections.shuffle(some, random);
        some.subList(0, 1 + random.nextInt(some.size())).forEach(place -> place.kill(downFor));
    }

    /** Kills the first so many. */
    void kill(int howMany, Duration downFor) {
        places.subList(0, howMany).forEach(place -> place.kill(downFor));
    }

    /** Stops one of them as an operator does. */
    void stopOne(long dice, Duration downFor) {
        places.get(new Random(dice).nextInt(places.size())).stop(downFor);
    }

    Problems problems() {
        return problems;
    }

    /** @throws ChaosFailure if nobody looks after them any more */
    void check() {
        RuntimeException problem = failure;
        if (problem != null) {
            throw new ChaosFailure("the runners cannot be looked after: " + problem.getMessage(), problem);
        }
    }

    /** Stops all of them for good, as an operator does. */
    @Override
    public void close() {
        supervisor.shutdown();
        try {
            if (!supervisor.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new ChaosFailure("the supervisor does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        places.forEach(place -> place.stop(Duration.ZERO));
    }
}
