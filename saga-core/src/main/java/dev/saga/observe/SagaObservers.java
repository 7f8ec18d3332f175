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
        var observations = observers.stream()
                .map(observer -> observer.begin(sagaType, message))
                .toList();
        return new Observation() {
            @Override
            public String traceparent() {
                return observations.stream()
                        .map(Observation::traceparent)
                        .filter(trace -> !trace.isEmpty())
                        .findFirst()
                        .orElse("");
            }

            @Override
            public void committed(StepReport report) {
                observations.forEach(observation -> observation.committed(report));
            }

            @Override
            public void failed(Throwable cause) {
                observations.forEach(observation -> observation.failed(cause));
            }
        };
    }

    @Override
    public void conflict(String sagaType, int sagas) {
        observers.forEach(observer -> observer.conflict(sagaType, sagas));
    }
}
