package dev.saga.memory;

import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingState;
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
import dev.saga.outbox.Outbox;
import dev.saga.outbox.OutboxContract;
import dev.saga.saga.Command;
import dev.saga.saga.Saga;
import dev.saga.sample.BookingSample;
import dev.saga.sample.ParcelEvent;
import dev.saga.sample.ParcelInput;
import dev.saga.sample.ParcelSample;
import dev.saga.sample.ParcelState;
import org.junit.jupiter.api.Nested;

class InMemoryStoreContractTest {
    @Nested
    class OfBookings extends SagaStoreContract<BookingState, BookingInput, BookingEvent> {
        OfBookings() {
            super(new BookingSample());
        }

        @Override
        protected StoreFixture<BookingEvent> open(Saga<BookingState, BookingInput, BookingEvent> saga) {
            return new InMemoryFixture<>();
        }
    }

    @Nested
    class OfParcels extends SagaStoreContract<ParcelState, ParcelInput, ParcelEvent> {
        OfParcels() {
            super(new ParcelSample());
        }

        @Override
        protected StoreFixture<ParcelEvent> open(Saga<ParcelState, ParcelInput, ParcelEvent> saga) {
            return new InMemoryFixture<>();
        }
    }

    @Nested
    class BookingsInFlight extends InFlightContract<BookingState, BookingInput, BookingEvent> {
        BookingsInFlight() {
            super(new BookingSample());
        }

        @Override
        protected StoreFixture<BookingEvent> open(Saga<BookingState, BookingInput, BookingEvent> saga) {
            return new InMemoryFixture<>();
        }
    }

    @Nested
    class ParcelsInFlight extends InFlightContract<ParcelState, ParcelInput, ParcelEvent> {
        ParcelsInFlight() {
            super(new ParcelSample());
        }

        @Override
        protected StoreFixture<ParcelEvent> open(Saga<ParcelState, ParcelInput, ParcelEvent> saga) {
            return new InMemoryFixture<>();
        }
    }

    @Nested
    class BookingsCollide extends CollisionContract<BookingState, BookingInput, BookingEvent> {
        BookingsCollide() {
            super(new BookingSample());
        }

        @Override
        protected StoreFixture<BookingEvent> open(Saga<BookingState, BookingInput, BookingEvent> saga) {
            return new InMemoryFixture<>();
        }
    }

    @Nested
    class ParcelsCollide extends CollisionContract<ParcelState, ParcelInput, ParcelEvent> {
        ParcelsCollide() {
            super(new ParcelSample());
        }

        @Override
        protected StoreFixture<ParcelEvent> open(Saga<ParcelState, ParcelInput, ParcelEvent> saga) {
            return new InMemoryFixture<>();
        }
    }

    @Nested
    class DeadLettersOfBookings extends DeadLetterContract<BookingState, BookingInput, BookingEvent> {
        DeadLettersOfBookings() {
            super(new BookingSample());
        }

        @Override
        protected StoreFixture<BookingEvent> open(Saga<BookingState, BookingInput, BookingEvent> saga) {
            return new InMemoryFixture<>();
        }
    }

    @Nested
    class KeptDeadLetters extends KeptDeadLettersContract {
        @Override
        protected StoreFixture<BookingEvent> open(Saga<BookingState, BookingInput, BookingEvent> saga) {
            return new InMemoryFixture<>();
        }
    }

    @Nested
    class RetriedDeadLetters extends RetryContract {
        @Override
        protected StoreFixture<BookingEvent> open(Saga<BookingState, BookingInput, BookingEvent> saga) {
            return new InMemoryFixture<>();
        }
    }

    @Nested
    class RetriesCollide extends RetryCollisionContract {
        @Override
        protected StoreFixture<BookingEvent> open(Saga<BookingState, BookingInput, BookingEvent> saga) {
            return new InMemoryFixture<>();
        }
    }

    @Nested
    class StuckSagas extends StuckSagaContract {
        @Override
        protected StoreFixture<ParcelEvent> open(Saga<ParcelState, ParcelInput, ParcelEvent> saga) {
            return new InMemoryFixture<>();
        }
    }

    @Nested
    class StuckSagasAreTriedAgain extends RetryScheduleContract {
        @Override
        protected StoreFixture<ParcelEvent> open(Saga<ParcelState, ParcelInput, ParcelEvent> saga) {
            return new InMemoryFixture<>();
        }
    }

    @Nested
    class StuckSagasCollide extends StuckSagaCollisionContract {
        @Override
        protected StoreFixture<ParcelEvent> open(Saga<ParcelState, ParcelInput, ParcelEvent> saga) {
            return new InMemoryFixture<>();
        }
    }

    @Nested
    class CommandsThatWait extends OutboxContract<Command> {
        @Override
        protected Opened<Command> open(Saga<BookingState, BookingInput, BookingEvent> saga) {
            var fixture = new InMemoryFixture<BookingEvent>();
            Outbox<Command> outbox = fixture.inMemory();
            return new Opened<>(fixture.store(), outbox);
        }
    }
}
