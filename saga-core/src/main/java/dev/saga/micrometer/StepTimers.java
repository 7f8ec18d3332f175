package dev.saga.micrometer;

import dev.saga.message.Outcome;
import dev.saga.observe.StepReport;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The timers named {@code saga.step}, kept ready by their two labels. Few fixed buckets instead of Micrometer's fine
 * ones: they can be added up over instances, and there are labels times as many of them.
 */
final class StepTimers {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofNanos(2_500_000),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private final MeterRegistry registry;
    private final Map<Labels, Timer> timers = new ConcurrentHashMap<>();

    private record Labels(String step, Outcome outcome) {}

    StepTimers(MeterRegistry registry) {
        this.registry = registry;
    }

    void record(StepReport report, long nanos) {
        timer(report.messageType(), report.outcome()).record(nanos, TimeUnit.NANOSECONDS);
    }

    /** The one with these labels. */
    Timer timer(String step, Outcome outcome) {
        return timers.computeIfAbsent(new Labels(step, outcome), this::register);
    }

    static String label(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private Timer register(Labels labels) {
        return Timer.builder("saga.step")
                .description("How long inbound messages took from being taken up to being committed")
                .tag("step", labels.step())
                .tag("outcome", label(labels.outcome()))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
