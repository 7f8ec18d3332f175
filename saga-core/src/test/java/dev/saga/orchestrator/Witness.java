package dev.saga.orchestrator;

import dev.saga.message.Inbound;
import dev.saga.observe.SagaObserver;
import dev.saga.observe.StepReport;
import java.util.ArrayList;
import java.util.List;

/** Writes down everything that an observer is told, in order. */
final class Witness implements SagaObserver {
    private final List<String> calls = new ArrayList<>();
    private final List<StepReport> reports = new ArrayList<>();
    private String trace = "";

    List<String> calls() {
        return calls;
    }

    List<StepReport> reports() {
        return reports;
    }

    void trace(String traceparent) {
        trace = traceparent;
    }

    @Override
    public Observation begin(String sagaType, Inbound message) {
        String id = message.id().value();
        calls.add("begin " + id);
        return new Observation() {
            @Override
            public String traceparent() {
                return trace;
            }

            @Override
            public void committed(StepReport report) {
                calls.add("%s %s".formatted(report.outcome(), id));
                reports.add(report);
            }

            @Override
            public void failed(Throwable cause) {
                calls.add("failed " + id);
            }
        };
    }

    @Override
    public void conflict(String sagaType, int sagas) {
        calls.add("conflict over " + sagas);
    }
}
