package dev.saga.examples.demo;

import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingState;
import dev.saga.inspect.SagaHistory;
import dev.saga.inspect.SagaInFlight;
import dev.saga.postgres.PostgresArchive;
import dev.saga.runner.Bookings;
import dev.saga.runner.SagaDatabase;
import dev.saga.runner.config.DeadlineConfig;
import dev.saga.runner.config.RunnerConfig;
import dev.saga.saga.Saga;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the demo reads of the orchestrator's database; it never writes there. */
final class SagaStore implements AutoCloseable {
    private static final int PAGE = 1_000;

    private final Saga<BookingState, BookingInput, BookingEvent> saga;
    private final SagaDatabase database;
    private final PostgresArchive<BookingEvent> archive;
    private final long deadLettersBefore;

    private SagaStore(SagaDatabase database, DeadlineConfig deadlines) {
        var tables = Bookings.tables(database, deadlines);
        this.saga = tables.saga();
        this.database = database;
        this.archive = tables.archive();
        this.deadLettersBefore = archive.deadLetters();
    }

    static SagaStore open(RunnerConfig config) {
        return new SagaStore(SagaDatabase.openMigrated(config.postgres()), config.deadlines());
    }

    /** What is left to do for these bookings. */
    Standing standing(Set<String> bookings) {
        return new Standing(
                inFlight(bookings), archive.outboxBacklog().commands(), archive.deadLetters() - deadLettersBefore);
    }

    private long inFlight(Set<String> bookings) {
        long count = 0;
        SagaInFlight.Place place = SagaInFlight.Place.START;
        List<SagaInFlight> page;
        do {
            page = archive.inFlight(List.of(), place, PAGE);
            for (SagaInFlight saga : page) {
                count += bookings.contains(saga.sagaId()) ? 1 : 0;
                place = saga.place();
            }
        } while (page.size() == PAGE);
        return count;
    }

    /** The history of a booking's saga, if there is one. */
    Optional<SagaHistory<BookingEvent>> history(String bookingId) {
        return archive.find(bookingId).map(stored -> SagaHistory.of(saga, stored));
    }

    String nameOf(BookingEvent event) {
        return saga.events().nameOf(event);
    }

    @Override
    public void close() {
        database.close();
    }
}
