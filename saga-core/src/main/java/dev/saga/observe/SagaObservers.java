package dev.saga.observe;

import dev.saga.message.Inbound;
import java.util.List;

/** Several observers as one. */
record SagaObservers(List<SagaObserver> observers) implements SagaObserver {
    SagaObservers {
        observers = List.copyOf(observers);
    }

    @Override
    public Observation begin(String sagaType, Inbound message) {
        var observations = new Observation[observers.size()];
        for (int i = 0; i < observations.length; i++) {
            observations[i] = observers.get(i).begin(sagaType, message);
        }
        return new Observation() {
            @Override
            public String traceparent() {
                for (Observation observation : observations) {
                    String trace = observation.traceparent();
                    if (!trace.isEmpty()) {
                        return trace;
                    }
                }
                return "";
            }

            @Override
            public void committed(StepReport report) {
                for (Observation observation : observations) {
                    observation.committed(report);
                }
            }

            @Override
            public void failed(Throwable cause) {
                for (Observation observation : observations) {
                    observation.failed(cause);
                }
            }
        };
    }

    @Override
    public void conflict(String sagaType, int sagas) {
        observers.forEach(observer -> observer.conflict(sagaType, sagas));
    }
}
