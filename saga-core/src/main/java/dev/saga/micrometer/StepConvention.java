package dev.saga.micrometer;

import dev.saga.observe.StepReport;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * How a step is named and described. To choose other names, extend this, implement
 * {@link io.micrometer.observation.GlobalObservationConvention} and register it with the observation registry.
 *
 * <p>Keys that can become labels: {@code saga}, {@code step} (the contract name of the message) and {@code outcome}
 * ({@code none} unless it was committed). Keys for traces alone: {@code saga.id} and {@code messaging.message.id}.
 */
public class StepConvention implements ObservationConvention<StepContext> {
    static final StepConvention DEFAULT = new StepConvention();

    /** The convention of the contract. */
    public StepConvention() {}

    @Override
    public String getName() {
        return "saga.step";
    }

    @Override
    public String getContextualName(StepContext context) {
        return "process " + context.message().type();
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(StepContext context) {
        return KeyValues.of(
                "saga",
                context.sagaType(),
                "step",
                context.message().type(),
                "outcome",
                context.outcome().map(StepTimers::label).orElse(KeyValue.NONE_VALUE));
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(StepContext context) {
        return KeyValues.of(
                "saga.id",
                context.report().map(StepReport::sagaId).orElse(""),
                "messaging.message.id",
                context.message().id().value());
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof StepContext;
    }
}
