package dev.saga.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.orchestrator.StoreUnavailable;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SagaGaugesTest {
    private final MockClock clock = new MockClock();
    private final MeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
    private final SagaGauges gauges = new SagaGauges(registry, Runnable::run);

    @Test
    void gaugesHaveTheNamesOfTheContractAndStatesWithoutSagasShowZero() {
        var prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new SagaGauges(prometheus, Runnable::run)
                .inFlight(List.of("WAITING_STOCK", "WAITING_PAYMENT"), () -> Map.of("WAITING_STOCK", 3L))
                .outbox(() -> 1.5, oldest -> 5, oldest -> oldest)
                .deadLetters(() -> 2L)
                .stuck(() -> 1L);
        new PublishedCommands(prometheus).add(7);

        assertThat(prometheus.scrape().lines().filter(line -> !line.startsWith("#")))
                .containsExactlyInAnyOrder(
                        "saga_in_flight{state=\"WAITING_STOCK\"} 3.0",
                        "saga_in_flight{state=\"WAITING_PAYMENT\"} 0.0",
                        "saga_outbox_pending 5.0",
                        "saga_outbox_oldest_seconds 1.5",
                        "saga_dead_letters 2.0",
                        "saga_stuck 1.0",
                        "saga_outbox_published_total 7.0");
    }

    @Test
    void theStoreIsAskedOnceForAllStatesAndAgainOnlyAfterAWhile() {
        var asked = new AtomicLong();
        gauges.inFlight(List.of("A", "B", "C"), () -> Map.of("A", asked.incrementAndGet()));

        look("saga.in.flight");
        look("saga.in.flight");
        assertThat(asked).hasValue(1);

        clock.add(Duration.ofSeconds(3));
        assertThat(look("saga.in.flight")).contains(2.0);
    }

    @Test
    void theStoreLooksThroughTheOutboxOnceForBothOfItsGauges() {
        var asked = new AtomicLong();
        gauges.outbox(asked::incrementAndGet, Long::doubleValue, Long::doubleValue);

        assertThat(look("saga.outbox.pending")).containsExactly(1.0);
        assertThat(look("saga.outbox.oldest")).containsExactly(1.0);
    }

    @Test
    void aStoreThatFailsShowsAsNanAndIsAskedAgainLater() {
        var away = new AtomicLong(1);
        gauges.deadLetters(() -> {
            if (away.getAndDecrement() > 0) {
                throw new StoreUnavailable("the database is away", new IllegalStateException());
            }
            return 4L;
        });

        assertThat(look("saga.dead.letters")).containsExactly(Double.NaN);
        clock.add(Duration.ofSeconds(3));
        assertThat(look("saga.dead.letters")).containsExactly(4.0);
    }

    @Test
    void aStoreThatHangsIsWaitedForOnceAndNotAskedAgainWhileItHangs() {
        List<Runnable> hanging = new ArrayList<>();
        var value = new Sampled<>(() -> 1L, hanging::add, clock, Duration.ofSeconds(3), Duration.ofMillis(1));

        assertThat(value.read(Long::doubleValue)).isNaN();
        clock.add(Duration.ofMinutes(1));
        assertThat(value.read(Long::doubleValue)).isNaN();
        assertThat(hanging).hasSize(1);

        hanging.get(0).run();
        clock.add(Duration.ofSeconds(-60));
        assertThat(value.read(Long::doubleValue)).isEqualTo(1);
    }

    @Test
    void afterTheExecutorHasStoppedTheGaugesAreNan() {
        var stopped = new SagaGauges(registry, task -> {
            throw new RejectedExecutionException("stopped");
        });
        stopped.deadLetters(() -> 1L);

        assertThat(look("saga.dead.letters")).containsExactly(Double.NaN);
    }

    private List<Double> look(String name) {
        return registry.get(name).gauges().stream().map(Gauge::value).toList();
    }
}
