package dev.saga.runner.commands;

import dev.saga.observe.SagaObserver;
import dev.saga.orchestrator.DeadLetterRetry.Retried;
import dev.saga.orchestrator.MessageReader;
import dev.saga.runner.Bookings;
import dev.saga.runner.SagaDatabase;
import dev.saga.runner.config.RunnerConfig;
import dev.saga.runner.operations.DeadLetterDesk;
import dev.saga.runner.operations.OneLine;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
        name = "retry",
        description =
                "Gets a stuck booking going: handles the message that it is stuck at and those that wait behind it, in"
                        + " order, until one fails again. Commands are recorded, and a running orchestrator publishes them.")
final class RetryCommand extends ConfiguredCommand {
    @CommandLine.Parameters(index = "1", paramLabel = "BOOKING_ID", description = "The booking.")
    private String bookingId;

    @Override
    int execute(RunnerConfig config) {
        Retried retried = retried(config);
        if (!retried.refused().isEmpty()) {
            throw new Failures.NotAllowed("booking %s: %s".formatted(OneLine.of(bookingId), refusals(retried)));
        }
        if (!retried.any()) {
            throw new Failures.NotFound(
                    "there is nothing to retry: no booking with the id %s is stuck".formatted(OneLine.of(bookingId)));
        }
        out().println("booking %s is not stuck any more: %s".formatted(OneLine.of(bookingId), handled(retried)));
        return 0;
    }

    private Retried retried(RunnerConfig config) {
        try (SagaDatabase database = SagaDatabase.openMigrated(config.postgres())) {
            var retry = Bookings.tables(database, config.deadlines())
                    .retry(config.retries().policy(), SagaObserver.NONE);
            Retried retried = MessageReader.canBeAnId(bookingId) ? retry.retrySaga(bookingId) : Retried.NOTHING;
            if (retried.any()) {
                LoggerFactory.getLogger(RetryCommand.class)
                        .info(
                                "booking {} retried by {}: {} handled, {} refused",
                                OneLine.of(bookingId),
                                DeadLetterCommand.who(),
                                retried.handled(),
                                retried.refused().size());
            }
            return retried;
        }
    }

    private static String refusals(Retried retried) {
        String refusals = retried.refused().stream()
                .map(refusal -> "dead letter %d is refused again: %s"
                        .formatted(refusal.deadLetter(), OneLine.of(DeadLetterDesk.said(refusal.why()))))
                .collect(Collectors.joining("; "));
        return retried.handled() == 0 ? refusals : refusals + " (" + handled(retried) + ")";
    }

    private static String handled(Retried retried) {
        return retried.handled() == 1 ? "1 message was handled" : retried.handled() + " messages were handled";
    }
}
