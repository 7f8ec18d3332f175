package dev.saga.postgres;

import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingInput.BookingCreated;
import dev.saga.booking.BookingInput.PaymentCompleted;
import dev.saga.booking.BookingInput.ProductReserved;
import dev.saga.booking.BookingInput.ReservationFailed;
import dev.saga.booking.BookingSaga;
import dev.saga.booking.BookingState;
import dev.saga.booking.Product;
import dev.saga.deadletter.DeadLetterReason;
import dev.saga.deadline.DueDeadline;
import dev.saga.json.JacksonCodec;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.message.Outcome;
import dev.saga.observe.SagaObserver;
import dev.saga.orchestrator.Delivery;
import dev.saga.orchestrator.SagaOrchestrator;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Bookings whose histories are made by living them, through the real loop. */
final class LivedBookings {
    static final JacksonCodec CODEC = new JacksonCodec();
    static final BookingSaga SAGA = BookingSaga.create();

    private final SagaOrchestrator<BookingState, BookingInput, BookingEvent> orchestrator;
    private final TestDatabase database;

    LivedBookings(TestDatabase database) {
        this(database, database.pool());
    }

    /** On connections of this source. */
    LivedBookings(TestDatabase database, DataSource source) {
        this.database = database;
        this.orchestrator = new SagaOrchestrator<>(
                SAGA, PostgresStore.on(source, TestDatabase.SCHEMA, SAGA, CODEC), SagaObserver.NONE, 0);
    }

    /** One that waits for the stock of two products: versions 1 and 2. */
    void waitingForStock(String id) {
        happens(new BookingCreated(id, "ada", List.of(new Product("p-1", 2), new Product("p-2", 1))));
    }

    /** One that waits for its payment: versions 1 to 4. */
    void waitingForPayment(String id) {
        waitingForStock(id);
        happens(new ProductReserved(id, "p-1", 2, BigDecimal.ONE));
        happens(new ProductReserved(id, "p-2", 1, BigDecimal.TEN));
    }

    /** One that is completed. */
    void completed(String id) {
        waitingForPayment(id);
        happens(new PaymentCompleted(id, "pay-1", "r"));
    }

    /** One that is cancelled because its second product failed; the first product's reservation failed, too. */
    void cancelled(String id) {
        waitingForStock(id);
        happens(new ReservationFailed(id, "p-2", "sold out"));
        happens(new ReservationFailed(id, "p-1", "sold out"));
    }

    /** The booking once more: it changes nothing, so the inbox has it. */
    Outcome repetition(String id) {
        return happens(new BookingCreated(id, "ada", List.of(new Product("p-1", 2), new Product("p-2", 1))));
    }

    /** A reservation of the first product, long after it failed. */
    Outcome lateReservation(String id) {
        return happens(new ProductReserved(id, "p-1", 2, BigDecimal.ONE));
    }

    /** The deadline for the stock elapses, though the booking has gone on. */
    Outcome stockDeadline(String id) {
        return orchestrator
                .fire(List.of(new DueDeadline(id, "WAITING_STOCK", 2, "")))
                .get(0);
    }

    Outcome happens(BookingInput input) {
        var message = Inbound.internal(
                MessageId.of(UUID.randomUUID().toString()), input.getClass().getSimpleName(), "");
        return orchestrator
                .handle(List.of(new Delivery<>(message, new Delivery.Understood<>(input.bookingId(), input))))
                .get(0);
    }

    /** A message that names no saga. */
    void somethingUnreadable() {
        var message = Inbound.internal(MessageId.of(UUID.randomUUID().toString()), "booking.created", "");
        orchestrator.handle(
                List.of(new Delivery<>(message, new Delivery.Unreadable<>(DeadLetterReason.MALFORMED, "no JSON"))));
    }

    /** Everything in the outbox reaches the broker. */
    void published() {
        database.execute(TestDatabase.SCHEMA.in("delete from %s.outbox"));
    }

    /** How many rows the tables have: events, inbox, outbox, in flight, dead letters. */
    String rows() {
        return database.query("""
                select concat_ws(' ',
                    (select count(*) from %s.event), (select count(*) from %s.inbox),
                    (select count(*) from %s.outbox), (select count(*) from %s.in_flight),
                    (select count(*) from %s.dead_letter))
                """);
    }
}
