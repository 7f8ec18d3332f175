package dev.saga.postgres;

import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingState;
import dev.saga.examples.servers.PostgresServer;
import dev.saga.examples.servers.Servers;
import dev.saga.orchestrator.CollisionContract;
import dev.saga.orchestrator.DeadLetterContract;
import dev.saga.orchestrator.InFlightContract;
import dev.saga.orchestrator.KeptDeadLettersContract;
import dev.saga.orchestrator.RetryCollisionContract;
import dev.saga.orchestrator.RetryContract;
import dev.saga.orchestrator.RetryScheduleContract;
import dev.saga.orchestrator.SagaStoreContract;
import dev.saga.orchestrator.StoreFixture;
import dev.saga.orchestrator.StuckSagaCollisionContract;
import dev.saga.orchestrator.StuckSagaContract;
import dev.saga.outbox.OutboxContract;
import dev.saga.saga.Saga;
import dev.saga.sample.BookingSample;
import dev.saga.sample.ParcelEvent;
import dev.saga.sample.ParcelInput;
import dev.saga.sample.ParcelSample;
import dev.saga.sample.ParcelState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** The contract that the store in memory keeps too. */
class PostgresStoreContractTest {
    private TestDatabase database;

    /** Where the suites run. */
    PostgresServer server() {
        return Servers.postgres();
    }

    @BeforeEach
    void open() {
        database = TestDatabase.create(server());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Nested
    class OfBookings extends SagaStoreContract<BookingState, BookingInput, BookingEvent> {
        OfBookings() {
            super(new BookingSample());
        }

        @Override
        protected StoreFixture<BookingEvent> open(Saga<BookingState, BookingInput, BookingEvent> saga) {
            return new PostgresFixture<>(database, saga);
        }
    }

    @Nested
    class OfParcels extends SagaStoreContract<ParcelState, ParcelInput, ParcelEvent> {
        OfParcels() {
            super(new ParcelSample());
        }

        @Override
        protected StoreFixture<ParcelEvent> open(Saga<ParcelState, ParcelInput, ParcelEvent> saga) {
            return new PostgresFixture<>(database, saga);
        }
    }

    @Nested
    class BookingsInFlight extends InFlightContract<BookingState, BookingInput, BookingEvent> {
        BookingsInFlight() {
            super(new BookingSample());
        }

        @Override
        protected StoreFixture<BookingEvent> open(Saga<BookingState, BookingInput, BookingEvent> saga) {
            return new PostgresFixture<>(database, saga);
        }
    }

    @Nested
    class ParcelsInFlight extends InFlightContract<ParcelState, ParcelInput, ParcelEvent> {
        ParcelsInFlight() {
            super(new ParcelSample());
        }

        @Override
        protected StoreFixture<ParcelEvent> open(Saga<ParcelState, ParcelInput, ParcelEvent> saga) {
            return new PostgresFixture<>(database, saga);
        }
    }

    @Nested
    class BookingsThatCollide extends CollisionContract<BookingState, BookingInput, BookingEvent> {
        BookingsThatCollide() {
            super(new BookingSample());
        }

        @Override
        protected StoreFixture<BookingEvent> open(Saga<BookingState, BookingInput, BookingEvent> saga) {
            return new PostgresFixture<>(database, saga);
        }
    }

    @Nested
    class KeptDeadLetters extends KeptDeadLettersContract {
        @Override
        protected StoreFixture<BookingEvent> open(Saga<BookingState, BookingInput, BookingEvent> saga) {
            return new PostgresFixture<>(database, saga);
        }
    }

    @Nested
    class ParcelsThatCollide extends CollisionContract<ParcelState, ParcelInput, ParcelEvent> {
        ParcelsThatCollide() {
            super(new ParcelSample());
        }

        @Override
        protected StoreFixture<ParcelEvent> open(Saga<ParcelState, ParcelInput, ParcelEvent> saga) {
            return new PostgresFixture<>(database, saga);
        }
    }

    @Nested
    class BookingsThatAreRejected extends DeadLetterContract<BookingState, BookingInput, BookingEvent> {
        BookingsThatAreRejected() {
            super(new BookingSample());
        }

        @Override
        protected StoreFixture<BookingEvent> open(Saga<BookingState, BookingInput, BookingEvent> saga) {
            return new PostgresFixture<>(database, saga);
        }
    }

    @Nested
    class RetriedDeadLetters extends RetryContract {
        @Override
        protected StoreFixture<BookingEvent> open(Saga<BookingState, BookingInput, BookingEvent> saga) {
            return new PostgresFixture<>(database, saga);
        }
    }

    @Nested
    class RetriesCollide extends RetryCollisionContract {
        @Override
        protected StoreFixture<BookingEvent> open(Saga<BookingState, BookingInput, BookingEvent> saga) {
            return new PostgresFixture<>(database, saga);
        }
    }

    @Nested
    class StuckSagas extends StuckSagaContract {
        @Override
        protected StoreFixture<ParcelEvent> open(Saga<ParcelState, ParcelInput, ParcelEvent> saga) {
            return new PostgresFixture<>(database, saga);
        }
    }

    @Nested
    class StuckSagasAreTriedAgain extends RetryScheduleContract {
        @Override
        protected StoreFixture<ParcelEvent> open(Saga<ParcelState, ParcelInput, ParcelEvent> saga) {
            return new PostgresFixture<>(database, saga);
        }
    }

    @Nested
    class StuckSagasCollide extends StuckSagaCollisionContract {
        @Override
        protected StoreFixture<ParcelEvent> open(Saga<ParcelState, ParcelInput, ParcelEvent> saga) {
            return new PostgresFixture<>(database, saga);
        }
    }

    @Nested
    class CommandsThatWait extends OutboxContract<byte[]> {
        @Override
        protected Opened<byte[]> open(Saga<BookingState, BookingInput, BookingEvent> saga) {
            var fixture = new PostgresFixture<>(database, saga);
            return new Opened<>(fixture.store(), fixture.outbox());
        }
    }
}
