package dev.saga.observe;

import dev.saga.message.Inbound;
import java.util.List;

/**
 * A hook around every orchestration step. Called on the thread that handles the message; an exception from a hook is
 * the caller's failure, so hooks do not throw.
 */
public interface SagaObserver {

    /** Watches nothing. */
    SagaObserver NONE = (sagaType, message) -> Observation.NONE;

    /**
     * Called before a message is handled, once per delivery, however often the step is redone after a conflict.
     *
     * @return the observation, of which exactly one of {@code committed} and {@code failed} will be called
     */
    Observation begin(String sagaType, Inbound message);

    /** Called when a batch met {@code sagas} sagas that another writer had changed, before it is redone. */
    default void conflict(String sagaType, int sagas) {}

    /** All of these, in this order; the first that knows a trace names it. */
    static SagaObserver all(List<SagaObserver> observers) {
        return observers.size() == 1 ? observers.get(0) : new SagaObservers(observers);
    }

    /** One message on its way. */
    interface Observation {

        /** Watches nothing. */
        Observation NONE = new Observation() {};

        /** The trace in which the commands that this message causes go on; empty to keep the message's own. */
        default String traceparent() {
            return "";
        }

        /** Called after the commit. A crash between the two loses the call, never the effect. */
        default void committed(StepReport report) {}

        /** Called instead if nothing was committed; the same message will be delivered again. */
        default void failed(Throwable cause) {}
    }
}
