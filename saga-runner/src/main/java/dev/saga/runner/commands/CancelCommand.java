package dev.saga.runner.commands;

import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingInput.CancelRequested;
import dev.saga.deadletter.DeadLetterReason;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.observe.SagaObserver;
import dev.saga.orchestrator.Answer;
import dev.saga.orchestrator.Delivery;
import dev.saga.runner.Bookings;
import dev.saga.runner.SagaDatabase;
import dev.saga.runner.config.RunnerConfig;
import dev.saga.runner.operations.OneLine;
import java.util.UUID;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
        name = "cancel",
        description = "Cancels a booking that waits for stock or payment. Its commands are recorded, and a running"
                + " orchestrator publishes them.")
final class CancelCommand extends ConfiguredCommand {
    private static final String TYPE = "operator.cancel";

    @CommandLine.Parameters(index = "1", paramLabel = "BOOKING_ID", description = "The booking.")
    private String bookingId;

    @CommandLine.Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why, for those who read the booking's cancellation.")
    private String reason;

    @Override
    int execute(RunnerConfig config) {
        Delivery<BookingInput> delivery = delivery();
        try (SagaDatabase database = SagaDatabase.openMigrated(config.postgres())) {
            var answer = Bookings.tables(database, config.deadlines())
                    .inquiry(SagaObserver.NONE)
                    .ask(delivery);
            if (answer instanceof Answer.Refused refused) {
                throw refused.reason() == DeadLetterReason.UNKNOWN_SAGA
                        ? unknown()
                        : new Failures.NotAllowed(
                                "booking %s cannot be cancelled: %s".formatted(bookingId, refused.detail()));
            }
            if (answer instanceof Answer.Waits waits) {
                throw new Failures.NotAllowed("booking %s cannot be cancelled: it is stuck at dead letter %d"
                        .formatted(bookingId, waits.deadLetter()));
            }
        }
        out().println("booking %s is being cancelled".formatted(OneLine.of(bookingId)));
        return 0;
    }

    private Delivery<BookingInput> delivery() {
        try {
            var identity = MessageId.of(Bookings.CANCELLED_BY_OPERATOR + bookingId + "/" + UUID.randomUUID());
            var input = new CancelRequested(bookingId, reason);
            return new Delivery<>(Inbound.internal(identity, TYPE, ""), new Delivery.Understood<>(bookingId, input));
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    private Failures.NotFound unknown() {
        return new Failures.NotFound("there is no saga of a booking with the id " + bookingId);
    }
}
