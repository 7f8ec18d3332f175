package dev.saga.micrometer;

import dev.saga.observe.SagaObserver;
import dev.saga.observe.StepReport;
import io.micrometer.core.instrument.Clock;

/** One message on its way, with a stopwatch. */
final class MeasuredStep implements SagaObserver.Observation {
    private final Clock clock;
    private final StepTimers steps;
    private final LifeMeters life;
    private final long begun;

    MeasuredStep(Clock clock, StepTimers steps, LifeMeters life) {
        this.clock = clock;
        this.steps = steps;
        this.life = life;
        this.begun = clock.monotonicTime();
    }

    @Override
    public void committed(StepReport report) {
        steps.record(report, clock.monotonicTime() - begun);
        life.count(report);
    }

    /** The same where somebody else holds the watch. */
    void committedUntimed(StepReport report) {
        life.count(report);
    }
}
