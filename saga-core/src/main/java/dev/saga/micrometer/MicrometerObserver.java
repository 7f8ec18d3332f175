package dev.saga.micrometer;

import dev.saga.message.Inbound;
import dev.saga.message.Outcome;
import dev.saga.observe.SagaObserver;
import dev.saga.saga.Milestone;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts and times every orchestration step, and makes each an observation named {@code saga.step}. Safe for use by
 * many threads.
 *
 * <p>In Prometheus: {@code saga_started_total}, {@code saga_completed_total}, {@code saga_failed_total},
 * {@code saga_conflicts_total}, {@code saga_duration_seconds} and {@code saga_step_seconds}. A step's time runs from
 * when its batch is taken up until it is committed, so it includes the rest of its batch; a step that was not committed
 * is in no series, because it will come again.
 *
 * <p>The timers are ours rather than an observation handler's: they are kept ready instead of looked up by their tags,
 * and exist without an observation registry. Where the embedder has a meter handler on its observation registry, that
 * one times {@code saga.step} already; then the timer is left to it, for one name cannot have two sets of labels.
 */
public final class MicrometerObserver implements SagaObserver {
    private final MeterRegistry meters;
    private final ObservationRegistry observations;
    private final StepTimers steps;
    private final Map<String, LifeMeters> lives = new ConcurrentHashMap<>();

    /**
     * An observer that meters and observes.
     *
     * @param meters where the series are kept
     * @param observations whose handlers see each step, to trace it for example; without handlers it costs nothing
     */
    public MicrometerObserver(MeterRegistry meters, ObservationRegistry observations) {
        this.meters = meters;
        this.observations = observations;
        this.steps = new StepTimers(meters);
    }

    /** An observer that only meters. */
    public MicrometerObserver(MeterRegistry meters) {
        this(meters, ObservationRegistry.NOOP);
    }

    /**
     * Lets the series of a kind of saga begin at zero, instead of with the first saga that they count.
     *
     * @param sagaType the kind of saga
     * @param failureReasons every reason that its {@link Milestone.Failed} can have
     * @param messageTypes the contract names of its messages
     * @return this observer
     */
    public MicrometerObserver startAtZero(
            String sagaType, Collection<String> failureReasons, Collection<String> messageTypes) {
        LifeMeters life = life(sagaType);
        failureReasons.forEach(life::failed);
        for (Outcome outcome : Outcome.values()) {
            messageTypes.forEach(type -> steps.timer(type, outcome));
        }
        return this;
    }

    @Override
    public Observation begin(String sagaType, Inbound message) {
        var measured = new MeasuredStep(meters.config().clock(), steps, life(sagaType));
        return observations.isNoop() ? measured : ObservedStep.start(measured, sagaType, message, observations);
    }

    @Override
    public void conflict(String sagaType, int sagas) {
        life(sagaType).conflicts().increment(sagas);
    }

    private LifeMeters life(String sagaType) {
        return lives.computeIfAbsent(sagaType, type -> new LifeMeters(meters, type));
    }
}
