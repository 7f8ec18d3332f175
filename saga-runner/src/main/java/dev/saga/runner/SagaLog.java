package dev.saga.runner;

import dev.saga.message.Inbound;
import dev.saga.message.Outcome;
import dev.saga.observe.SagaObserver;
import dev.saga.observe.StepReport;
import dev.saga.runner.operations.OneLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line per saga that ends, one per message that is rejected; nothing for what simply goes on. */
final class SagaLog implements SagaObserver {
    private static final Logger LOG = LoggerFactory.getLogger("saga");

    @Override
    public Observation begin(String sagaType, Inbound message) {
        return new Observation() {
            @Override
            public void committed(StepReport report) {
                if (report.ended()) {
                    LOG.info(
                            "{} {} {} after {} ms, at version {}",
                            report.sagaType(),
                            OneLine.of(report.sagaId()),
                            report.stateAfter(),
                            report.age().toMillis(),
                            report.version());
                } else if (report.outcome() == Outcome.REJECTED) {
                    LOG.warn(
                            "{} {} rejects {} at {}: {}",
                            report.sagaType(),
                            report.sagaId().isEmpty() ? "-" : OneLine.of(report.sagaId()),
                            report.messageType(),
                            OneLine.of(message.toString()),
                            OneLine.of(report.detail()));
                } else {
                    LOG.debug(
                            "{} {} {} {} -> {}",
                            report.sagaType(),
                            report.sagaId(),
                            report.messageType(),
                            report.stateBefore(),
                            report.stateAfter());
                }
            }
        };
    }
}
