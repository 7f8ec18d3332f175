package dev.saga.runner.commands;

import dev.saga.booking.BookingEvent;
import dev.saga.inspect.SagaArchive;
import dev.saga.inspect.SagaHistory;
import dev.saga.inspect.StoredSaga;
import dev.saga.orchestrator.MessageReader;
import dev.saga.runner.Bookings;
import dev.saga.runner.SagaDatabase;
import dev.saga.runner.config.RunnerConfig;
import dev.saga.runner.json.SagaJson;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
        name = "inspect",
        description = "Prints one booking's saga: where it stands, what it waits for, and every event with the commands"
                + " that it caused.")
final class InspectCommand extends ConfiguredCommand {
    @CommandLine.Parameters(index = "1", paramLabel = "BOOKING_ID", description = "The booking.")
    private String bookingId;

    @CommandLine.Option(names = "--json", description = "Prints what GET /api/sagas/{bookingId} answers.")
    private boolean json;

    @Override
    int execute(RunnerConfig config) {
        try (SagaDatabase database = SagaDatabase.openMigrated(config.postgres())) {
            var tables = Bookings.tables(database, config.deadlines());
            var history = SagaHistory.readable(tables.saga(), find(tables.archive()));
            var stuck = tables.stuckSagas().stuck(List.of(bookingId)).get(bookingId);
            if (json) {
                print(new SagaJson<>(tables.saga(), Bookings.CODEC).history(history, stuck));
            } else {
                Timeline.of(history, stuck, Bookings.CODEC).forEach(out()::println);
            }
        }
        return 0;
    }

    private StoredSaga<BookingEvent> find(SagaArchive<BookingEvent> archive) {
        return Optional.of(bookingId)
                .filter(MessageReader::canBeAnId)
                .flatMap(archive::find)
                .orElseThrow(() -> new Failures.NotFound("there is no saga of a booking with the id " + bookingId));
    }
}
