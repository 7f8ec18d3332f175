package dev.saga.orchestrator;

import dev.saga.message.Outcome;
import dev.saga.observe.StepReport;
import dev.saga.saga.Milestone;
import dev.saga.saga.OrchestratorAggregate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What one delivery will have done once its batch is committed.
 *
 * @param sagaId the saga, empty where the message does not say
 * @param messageType the message's contract name
 * @param outcome what becomes of it
 * @param before the saga as the message met it
 * @param after the saga as the message left it
 * @param milestones what its events mean for the saga's life
 * @param startedAt when the saga started, if it did before this batch
 * @param detail why it is rejected, else empty
 */
record Planned<S, I, E>(
        String sagaId,
        String messageType,
        Outcome outcome,
        OrchestratorAggregate<S, I, E> before,
        OrchestratorAggregate<S, I, E> after,
        List<Milestone> milestones,
        Instant startedAt,
        String detail) {

    /** The same without any effect, the outcome being another one. */
    Planned<S, I, E> undone(Outcome instead) {
        return new Planned<>(sagaId, messageType, instead, before, before, List.of(), startedAt, "");
    }

    StepReport report(String sagaType, Instant recordedAt) {
        boolean ended = after.ended() && !before.ended();
        boolean startedBefore = startedAt.isAfter(Instant.EPOCH);
        return new StepReport(
                sagaType,
                sagaId,
                messageType,
                outcome,
                before.stateName(),
                after.stateName(),
                after.version(),
                before.version() == 0 && after.version() > 0,
                ended,
                ended && startedBefore ? Duration.between(startedAt, recordedAt) : Duration.ZERO,
                milestones,
                detail);
    }
}
