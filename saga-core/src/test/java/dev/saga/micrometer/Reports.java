package dev.saga.micrometer;

import dev.saga.message.Outcome;
import dev.saga.observe.StepReport;
import java.time.Duration;
import java.util.List;

/** Reports of steps, as the orchestrator would make them. */
final class Reports {
    private Reports() {}

    static StepReport applied(String messageType) {
        return new StepReport(
                "booking",
                "b-1",
                messageType,
                Outcome.APPLIED,
                "CREATED",
                "WAITING_STOCK",
                2,
                true,
                false,
                Duration.ZERO,
                List.of(),
                "");
    }
}
