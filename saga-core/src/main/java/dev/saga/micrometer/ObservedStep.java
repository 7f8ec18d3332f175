package dev.saga.micrometer;

import dev.saga.message.Inbound;
import dev.saga.message.TraceParent;
import dev.saga.observe.SagaObserver;
import dev.saga.observe.StepReport;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.SenderContext;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One message on its way, seen by the handlers of an observation registry. */
final class ObservedStep implements SagaObserver.Observation {
    private final MeasuredStep measured;
    private final StepContext step;
    private final Observation observation;
    private final ObservationRegistry registry;
    private @Nullable String traceparent;

    private ObservedStep(
            MeasuredStep measured, StepContext step, Observation observation, ObservationRegistry registry) {
        this.measured = measured;
        this.step = step;
        this.observation = observation;
        this.registry = registry;
    }

    static ObservedStep start(MeasuredStep measured, String sagaType, Inbound message, ObservationRegistry registry) {
        var step = new StepContext(sagaType, message);
        var observation = Observation.createNotStarted(null, StepConvention.DEFAULT, () -> step, registry);
        return new ObservedStep(measured, step, observation.start(), registry);
    }

    /**
     * Handlers give a trace away to senders only, so the commands are an observation below the step: the moment at which
     * they are created. There is one however often a conflict has the step redone, and none where nobody traces.
     */
    @Override
    public String traceparent() {
        if (traceparent == null) {
            traceparent = step.traced() ? traceOfCommands() : "";
        }
        return traceparent;
    }

    @Override
    public void committed(StepReport report) {
        step.committed(report);
        if (step.containsKey(Timer.Sample.class)) {
            measured.committedUntimed(report);
        } else {
            measured.committed(report);
        }
        observation.stop();
    }

    @Override
    public void failed(Throwable cause) {
        observation.error(cause).stop();
    }

    private String traceOfCommands() {
        Map<String, String> headers = new HashMap<>();
        var commands = new SenderContext<Map<String, String>>((carrier, name, value) -> headers.put(name, value));
        commands.setCarrier(headers);
        Observation.createNotStarted("saga.commands", () -> commands, registry)
                .contextualName("create commands")
                .lowCardinalityKeyValue("saga", step.sagaType())
                .lowCardinalityKeyValue("step", step.message().type())
                .parentObservation(observation)
                .start()
                .stop();
        return TraceParent.orNone(headers.getOrDefault(TraceParent.HEADER, ""));
    }
}
