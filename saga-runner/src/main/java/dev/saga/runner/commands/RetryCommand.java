package dev.saga.runner.commands;

import dev.saga.observe.SagaObserver;
import dev.saga.orchestrator.MessageReader;
import dev.saga.orchestrator.QuarantineRelease;
import dev.saga.orchestrator.QuarantineRelease.Released;
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
        Released released = released(config);
        if (!released.refused().isEmpty()) {
            throw new Failures.NotAllowed("booking %s: %s".formatted(OneLine.of(bookingId), refusals(released)));
        }
        if (!released.any()) {
            throw new Failures.NotFound(
                    "there is nothing to retry: no booking with the id %s is stuck".formatted(OneLine.of(bookingId)));
        }
        out().println("booking %s is not stuck any more: %s".formatted(OneLine.of(bookingId), handled(released)));
        return 0;
    }

    private Released released(RunnerConfig config) {
        try (SagaDatabase database = SagaDatabase.openMigrated(config.postgres())) {
            QuarantineRelease release = Bookings.tables(database, config.deadlines())
                    .release(config.retries().policy(), SagaObserver.NONE);
            Released released = MessageReader.canBeAnId(bookingId) ? release.release(bookingId) : Released.NOTHING;
            if (released.any()) {
                LoggerFactory.getLogger(RetryCommand.class)
                        .info(
                                "booking {} retried by {}: {} handled, {} refused",
                                OneLine.of(bookingId),
                                DeadLetterCommand.who(),
                                released.handled(),
                                released.refused().size());
            }
            return released;
        }
    }

    private static String refusals(Released released) {
        String refusals = released.refused().stream()
                .map(refusal -> "dead letter %d is refused again: %s"
                        .formatted(refusal.deadLetter(), OneLine.of(DeadLetterDesk.said(refusal.why()))))
                .collect(Collectors.joining("; "));
        return released.handled() == 0 ? refusals : refusals + " (" + handled(released) + ")";
    }

    private static String handled(Released released) {
        return released.handled() == 1 ? "1 message was handled" : released.handled() + " messages were handled";
    }
}
