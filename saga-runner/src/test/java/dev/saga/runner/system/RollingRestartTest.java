package dev.saga.runner.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.runner.system.Services.Heard;
import dev.saga.runner.system.Services.Said;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new release is rolled out under load: three instances, one after the other, are stopped and started again. */
class RollingRestartTest {
    private static final int INSTANCES = 3;
    private static final int BOOKINGS_A_SECOND = 50;
    private static final Duration TO_STOP = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Environment environment = Environment.fresh();
    private final Map<String, Long> begun = new ConcurrentHashMap<>();
    private final Map<String, Long> latencies = new ConcurrentHashMap<>();
    private final ConcurrentSkipListSet<Long> ends = new ConcurrentSkipListSet<>();
    private final List<RunnerProcess> instances = new ArrayList<>();

    @TempDir
    private Path directory;

    @Test
    void nothing_is_lost_or_doubled_and_everybody_stops_in_time() {
        for (int i = 0; i < INSTANCES; i++) {
            instances.add(RunnerProcess.start(directory, environment.properties()));
        }
        instances.forEach(RollingRestartTest::awaitReady);
        var load = Executors.newSingleThreadScheduledExecutor();
        try (var services = new Services(environment, this::answer)) {
            var number = new AtomicInteger();
            load.scheduleAtFixedRate(
                    () -> begin(services, number.getAndIncrement()),
                    0,
                    TimeUnit.SECONDS.toNanos(1) / BOOKINGS_A_SECOND,
                    TimeUnit.NANOSECONDS);
            awaitMoreEnds(BOOKINGS_A_SECOND);
            List<Duration> stops = new ArrayList<>();
            for (int i = 0; i < INSTANCES; i++) {
                stops.add(restart(i));
                awaitMoreEnds(BOOKINGS_A_SECOND);
            }
            load.shutdownNow();
            Await.until(
                    PATIENCE,
                    () -> latencies.size() + " of " + begun.size() + " bookings ended",
                    () -> latencies.keySet().containsAll(begun.keySet()));
            print(stops);

            assertThat(stops).allSatisfy(stop -> assertThat(stop).isLessThan(TO_STOP));
            var ledger = new Ledger(services.heard());
            ledger.holds();
            assertThat(begun.keySet())
                    .allSatisfy(id -> assertThat(ledger.confirmed(id)).isEqualTo(!id.startsWith("poor-")));
            assertThat(services.heard().stream().map(Heard::id)).doesNotHaveDuplicates();
        } finally {
            load.shutdownNow();
            instances.forEach(RunnerProcess::close);
        }
    }

    private Duration restart(int instance) {
        long asked = System.nanoTime();
        assertThat(instances.get(instance).terminate()).isZero();
        Duration stop = Duration.ofNanos(System.nanoTime() - asked);
        instances.set(instance, RunnerProcess.start(directory, environment.properties()));
        awaitReady(instances.get(instance));
        return stop;
    }

    private void begin(Services services, int number) {
        String id = (number % 10 == 3 ? "poor-" : "b-") + number;
        begun.put(id, System.nanoTime());
        services.say("booking.created", Services.booking(id, "p-1", "p-2"));
    }

    private List<Said> answer(Heard command) {
        boolean end =
                command.type().equals("saga.confirm_booking") || command.type().equals("saga.cancel_booking");
        if (end) {
            long now = System.nanoTime();
            ends.add(now);
            latencies.putIfAbsent(command.bookingId(), now - begun.get(command.bookingId()));
        }
        return Services.usual(command);
    }

    private void awaitMoreEnds(int more) {
        int before = latencies.size();
        Await.until(PATIENCE, () -> latencies.size() + " bookings ended", () -> latencies.size() >= before + more);
    }

    private static void awaitReady(RunnerProcess instance) {
        Await.until(PATIENCE, instance::output, instance::isReady);
    }

    private void print(List<Duration> stops) {
        long gap = 0;
        Long before = null;
        for (Long end : ends) {
            gap = before == null ? 0 : Math.max(gap, end - before);
            before = end;
        }
        long worst =
                latencies.values().stream().mapToLong(Long::longValue).max().orElse(0);
        System.out.printf(
                "rolling restart of %d instances, %,d bookings: stops %s ms, longest time without an end %,d ms,"
                        + " worst latency %,d ms%n",
                INSTANCES,
                begun.size(),
                stops.stream().map(Duration::toMillis).toList(),
                gap / 1_000_000,
                worst / 1_000_000);
    }
}
