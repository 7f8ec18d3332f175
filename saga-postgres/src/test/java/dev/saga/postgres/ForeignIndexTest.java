package dev.saga.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingInput.BookingCreated;
import dev.saga.booking.BookingInput.PaymentCompleted;
import dev.saga.booking.BookingSaga;
import dev.saga.booking.BookingState;
import dev.saga.booking.Product;
import dev.saga.deadletter.DeadLetterReason;
import dev.saga.deadletter.DeadLetterSummary;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.message.Outcome;
import dev.saga.observe.SagaObserver;
import dev.saga.orchestrator.Delivery;
import dev.saga.orchestrator.SagaOrchestrator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A unique index that somebody added refuses what the saga's own rules allow: that is one message's fault, nobody else's. */
class ForeignIndexTest {
    private final TestDatabase database = TestDatabase.create();
    private final SagaOrchestrator<BookingState, BookingInput, BookingEvent> orchestrator = new SagaOrchestrator<>(
            LivedBookings.SAGA,
            PostgresStore.on(database.pool(), TestDatabase.SCHEMA, LivedBookings.SAGA, LivedBookings.CODEC),
            SagaObserver.NONE,
            10);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_booking_that_it_refuses_is_set_aside_and_the_others_start() {
        uniqueIn("event", "(payload->>'userId')");

        assertThat(happen(List.of(booking("b-1", "ada"), booking("b-2", "ada"), booking("b-3", "grace"))))
                .containsExactly(Outcome.APPLIED, Outcome.REJECTED, Outcome.APPLIED);

        assertThat(setAside()).containsExactly("b-2");
    }

    @Test
    void that_its_name_resembles_that_of_a_key_of_ours_changes_nothing() {
        uniqueIn("event_first_somebodys_own", "event", "(payload->>'userId')");

        assertThat(happen(List.of(booking("b-1", "event_pkey"), booking("b-2", "event_pkey"))))
                .containsExactly(Outcome.APPLIED, Outcome.REJECTED);

        assertThat(setAside()).containsExactly("b-2");
    }

    @Test
    void a_later_message_that_it_refuses_is_set_aside_and_the_others_go_on() {
        var bookings = new LivedBookings(database);
        Stream.of("b-1", "b-2", "b-3").forEach(bookings::waitingForPayment);
        uniqueIn("event", "(payload->>'paymentId')");

        assertThat(happen(List.of(paid("b-1", "pay-1"), paid("b-2", "pay-1"), paid("b-3", "pay-3"))))
                .containsExactly(Outcome.APPLIED, Outcome.REJECTED, Outcome.APPLIED);

        assertThat(setAside()).containsExactly("b-2");
    }

    @Test
    void what_it_cannot_compute_is_set_aside_too() {
        database.execute(TestDatabase.SCHEMA.in("create index on %s.event (((payload->>'userId')::int))"));

        assertThat(happen(List.of(booking("b-1", "1"), booking("b-2", "ada"), booking("b-3", "3"))))
                .containsExactly(Outcome.APPLIED, Outcome.REJECTED, Outcome.APPLIED);

        assertThat(setAsideFor("\"ada\"")).containsExactly("b-2");
    }

    @Test
    void a_command_that_it_refuses_is_set_aside_with_its_cause() {
        uniqueIn("outbox", "(payload->>'productId')");

        assertThat(happen(List.of(booking("b-1", "ada"), booking("b-2", "grace"))))
                .containsExactly(Outcome.APPLIED, Outcome.REJECTED);

        assertThat(setAside()).containsExactly("b-2");
    }

    @Test
    void a_booking_whose_state_it_refuses_is_set_aside() {
        uniqueIn("in_flight", "state");

        assertThat(happen(List.of(booking("b-1", "ada"), booking("b-2", "grace"))))
                .containsExactly(Outcome.APPLIED, Outcome.REJECTED);

        assertThat(setAside()).containsExactly("b-2");
    }

    private void uniqueIn(String table, String what) {
        uniqueIn("somebodys_own", table, what);
    }

    private void uniqueIn(String name, String table, String what) {
        database.execute("create unique index " + name + TestDatabase.SCHEMA.in(" on %s.") + table + " (" + what + ")");
    }

    /** Which bookings have a message that was set aside for that index. */
    private List<String> setAside() {
        return setAsideFor("somebodys_own");
    }

    private List<String> setAsideFor(String cause) {
        var letters = new PostgresDeadLetters(
                database.pool(), TestDatabase.SCHEMA, BookingSaga.create().type(), LivedBookings.CODEC);
        List<DeadLetterSummary> kept = letters.list(0, 10);
        assertThat(kept).extracting(DeadLetterSummary::reason).containsOnly(DeadLetterReason.POISON);
        assertThat(kept).allSatisfy(letter -> assertThat(letter.detail()).contains(cause));
        return kept.stream().map(DeadLetterSummary::sagaId).toList();
    }

    private List<Outcome> happen(List<Delivery<BookingInput>> deliveries) {
        return orchestrator.handle(deliveries);
    }

    private static Delivery<BookingInput> booking(String bookingId, String userId) {
        return delivery(new BookingCreated(bookingId, userId, List.of(new Product("p-1", 1))));
    }

    private static Delivery<BookingInput> paid(String bookingId, String paymentId) {
        return delivery(new PaymentCompleted(bookingId, paymentId, "r"));
    }

    private static Delivery<BookingInput> delivery(BookingInput input) {
        return new Delivery<>(
                Inbound.internal(MessageId.of(input.toString()), "t", ""),
                new Delivery.Understood<>(input.bookingId(), input));
    }
}
