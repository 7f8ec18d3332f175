package dev.saga.micrometer;

import dev.saga.observe.StepReport;
import dev.saga.saga.Milestone;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The series about the lives of one kind of saga. */
final class LifeMeters {
    private final MeterRegistry registry;
    private final String sagaType;
    private final Counter started;
    private final Counter completed;
    private final Counter conflicts;
    private final Timer duration;
    private final Map<String, Counter> failed = new ConcurrentHashMap<>();

    LifeMeters(MeterRegistry registry, String sagaType) {
        this.registry = registry;
        this.sagaType = sagaType;
        this.started = counter("saga.started", "Sagas that were started");
        this.completed = counter("saga.completed", "Sagas that reached their goal");
        this.conflicts =
                counter("saga.conflicts", "Sagas that another writer changed first, so that a step was redone");
        this.duration = Timer.builder("saga.duration")
                .description("How long sagas lived, from their first event to their end")
                .tag("saga", sagaType)
                .serviceLevelObjectives(
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofMillis(2500),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(15),
                        Duration.ofHours(1),
                        Duration.ofHours(6),
                        Duration.ofDays(1))
                .register(registry);
    }

    Counter conflicts() {
        return conflicts;
    }

    Counter failed(String reason) {
        return failed.computeIfAbsent(
                reason,
                r -> Counter.builder("saga.failed")
                        .description("Sagas that began to compensate, by the first cause")
                        .tag("saga", sagaType)
                        .tag("reason", r)
                        .register(registry));
    }

    void count(StepReport report) {
        if (report.started()) {
            started.increment();
        }
        for (Milestone milestone : report.milestones()) {
            if (milestone instanceof Milestone.Completed) {
                completed.increment();
            } else if (milestone instanceof Milestone.Failed failure) {
                failed(failure.reason()).increment();
            }
        }
        if (report.ended()) {
            duration.record(report.age());
        }
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name)
                .description(description)
                .tag("saga", sagaType)
                .register(registry);
    }
}
