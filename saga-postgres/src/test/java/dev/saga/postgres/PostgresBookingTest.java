package dev.saga.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saga.booking.BookingCommand.ConfirmBooking;
import dev.saga.booking.BookingDeadlines;
import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingInput.BookingCreated;
import dev.saga.booking.BookingInput.PaymentCompleted;
import dev.saga.booking.BookingInput.ProductReserved;
import dev.saga.booking.BookingSaga;
import dev.saga.booking.BookingState;
import dev.saga.booking.Product;
import dev.saga.inspect.SagaHistory;
import dev.saga.inspect.SagaInFlight;
import dev.saga.json.JacksonCodec;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.message.Outbound;
import dev.saga.message.Outcome;
import dev.saga.observe.SagaObserver;
import dev.saga.orchestrator.Delivery;
import dev.saga.orchestrator.SagaOrchestrator;
import dev.saga.orchestrator.SagaStore;
import dev.saga.outbox.HandOver;
import dev.saga.saga.CorruptStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The booking saga on a real server, through the real loop. */
class PostgresBookingTest {
    private static final JacksonCodec CODEC = new JacksonCodec();

    private final TestDatabase database = TestDatabase.create();
    private final BookingSaga saga =
            BookingSaga.create(new BookingDeadlines(Map.of(BookingSaga.Phase.STOCK, Duration.ofMillis(1))));
    private final PostgresStore<BookingEvent> store =
            PostgresStore.on(database.pool(), TestDatabase.SCHEMA, saga, CODEC);
    private final PostgresArchive<BookingEvent> archive =
            new PostgresArchive<>(database.pool(), TestDatabase.SCHEMA, saga, CODEC);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_whole_booking_in_one_batch_leaves_its_history_and_its_commands_and_nothing_in_flight() {
        var outcomes = orchestrator(store, 100)
                .handle(List.of(
                        message("1", booking()),
                        message("2", new ProductReserved("b-1", "p-1", 2, new BigDecimal("0.10"))),
                        message("2", new ProductReserved("b-1", "p-1", 2, new BigDecimal("0.10"))),
                        message("3", new PaymentCompleted("b-1", "pay-1", "é\"\\"))));

        assertThat(outcomes).containsExactly(Outcome.APPLIED, Outcome.APPLIED, Outcome.DUPLICATE, Outcome.APPLIED);
        var history = SagaHistory.of(saga, archive.find("b-1").orElseThrow());
        assertThat(history.state()).isEqualTo("COMPLETED");
        assertThat(history.endedAt()).isEqualTo(history.updatedAt());
        assertThat(history.entries().get(history.entries().size() - 1).commands())
                .extracting(SagaHistory.Sent::command)
                .containsExactly(new ConfirmBooking("b-1"));
        assertThat(archive.inFlightByState()).isEmpty();
        assertThat(new PostgresOutbox(database.pool(), TestDatabase.SCHEMA, "booking").pending(10))
                .extracting(command -> command.type() + new String(command.body(), StandardCharsets.UTF_8))
                .containsExactly(
                        "saga.request_stock{\"bookingId\":\"b-1\",\"productId\":\"p-1\",\"quantity\":2}",
                        "saga.request_payment{\"bookingId\":\"b-1\",\"totalPrice\":\"0.20\"}",
                        "saga.confirm_booking{\"bookingId\":\"b-1\"}");
    }

    @Test
    void a_booking_that_was_removed_and_started_anew_elsewhere_goes_on_under_its_new_number() {
        var here = orchestrator(store, 0);
        here.handle(List.of(message("1", booking())));
        database.execute(TestDatabase.SCHEMA.in("delete from %s.event; delete from %s.in_flight"));
        var elsewhere = PostgresStore.on(database.pool(), TestDatabase.SCHEMA, saga, CODEC);
        orchestrator(elsewhere, 0).handle(List.of(message("1", booking())));

        assertThat(here.handle(List.of(message("2", new ProductReserved("b-1", "p-1", 2, BigDecimal.ONE)))))
                .containsExactly(Outcome.APPLIED);

        assertThat(database.query(
                        "select count(distinct number) || ' number, ' || count(*) || ' events' from %s.event"))
                .isEqualTo("1 number, 3 events");
    }

    @Test
    void a_history_survives_its_orchestrator_and_goes_on_in_another() {
        orchestrator(store, 100).handle(List.of(message("1", booking())));

        var another = orchestrator(store, 100);
        assertThat(another.handle(List.of(message("1", booking())))).containsExactly(Outcome.DUPLICATE);
        assertThat(another.handle(List.of(message("2", booking())))).containsExactly(Outcome.IGNORED);
        another.handle(List.of(message("3", new ProductReserved("b-1", "p-1", 2, BigDecimal.ONE))));

        assertThat(archive.inFlight(List.of("WAITING_PAYMENT"), SagaInFlight.Place.START, 10))
                .extracting(SagaInFlight::sagaId)
                .containsExactly("b-1");
    }

    @Test
    void a_request_expires_with_the_deadline_of_its_answer_and_nothing_else_does() {
        var outbox = new PostgresOutbox(database.pool(), TestDatabase.SCHEMA, "booking");
        orchestrator(store, 0).handle(List.of(message("1", booking())));
        orchestrator(store, 0).fire(new PostgresDeadlines(database.pool(), TestDatabase.SCHEMA, "booking").due(10));

        var waiting = outbox.pending(10);

        assertThat(waiting).extracting(Outbound::type).containsExactly("saga.request_stock", "saga.cancel_booking");
        assertThat(waiting.get(0).expiresAt())
                .isEqualTo(waiting.get(0).recordedAt().plusMillis(1));
        assertThat(waiting.get(1).expiresAt()).isNull();
    }

    @Test
    void what_is_handed_over_is_what_the_outbox_has() {
        var shard = PostgresShard.open(database.pool(), TestDatabase.SCHEMA, "booking");
        var handedOver = new ArrayList<Outbound<byte[]>>();
        orchestrator(store.handingOver(shard, handedOver::addAll), 100)
                .handle(List.of(
                        message("1", booking()),
                        message("2", new ProductReserved("b-1", "p-1", 2, new BigDecimal("0.10")))));

        assertThat(handedOver).hasSize(2).usingRecursiveComparison().isEqualTo(shard.pending(10));
    }

    @Test
    void whoever_publishes_the_outbox_is_told_of_what_is_not_handed_over() {
        var shard = PostgresShard.open(database.pool(), TestDatabase.SCHEMA, "booking");
        var toldOf = new ArrayList<String>();
        var told = new HandOver<byte[]>() {
            @Override
            public void recorded(List<Outbound<byte[]>> commands) {
                commands.forEach(command -> toldOf.add(command.sagaId()));
            }

            @Override
            public void leftInOutbox() {
                toldOf.add("others");
            }
        };
        orchestrator(store, 0).handle(List.of(message("1", booking())));

        orchestrator(store.handingOver(shard, told), 100)
                .handle(List.of(message("2", new ProductReserved("b-1", "p-1", 2, new BigDecimal("0.10")))));
        orchestrator(store.handingOver(shard, told), 100)
                .handle(List.of(message("3", new BookingCreated("b-2", "", List.of(new Product("p-1", 2))))));

        assertThat(toldOf).containsExactly("others", "b-2");
    }

    @Test
    void an_elapsed_deadline_is_fired_once_however_many_fire_it() {
        orchestrator(store, 100).handle(List.of(message("1", booking())));
        var deadlines = new PostgresDeadlines(database.pool(), TestDatabase.SCHEMA, "booking");
        var due = deadlines.due(10);
        assertThat(due).hasSize(1);

        assertThat(orchestrator(store, 0).fire(due)).containsExactly(Outcome.APPLIED);
        assertThat(orchestrator(store, 0).fire(due)).containsExactly(Outcome.DUPLICATE);

        assertThat(archive.inFlightByState()).isEqualTo(Map.of("COMPENSATING", 1L));
        assertThat(deadlines.due(10)).isEmpty();
        assertThat(database.query("select message_id from %s.event order by version desc limit 1"))
                .isEqualTo("deadline/WAITING_STOCK/b-1/2");
    }

    @Test
    void a_saga_that_starts_within_the_callers_transaction_shares_its_fate() throws SQLException {
        try (Connection connection = database.pool().getConnection()) {
            connection.setAutoCommit(false);
            orchestrator(store.within(connection), 0).handle(List.of(message("1", booking())));
            connection.rollback();
            assertThat(archive.find("b-1")).isEmpty();

            orchestrator(store.within(connection), 0).handle(List.of(message("1", booking())));
            connection.commit();
            assertThat(archive.find("b-1")).isPresent();
        }
    }

    /** As the README shows it. */
    @Test
    void a_service_starts_a_saga_with_its_own_data() throws SQLException {
        try (Connection connection = database.pool().getConnection()) {
            connection.setAutoCommit(false);
            var booking = new BookingCreated("b-1", "ada", List.of(new Product("p-1", 2)));
            var message = Inbound.internal(MessageId.of("my-service/b-1"), "booking.created", "");
            var starts = new SagaOrchestrator<>(saga, store.within(connection), SagaObserver.NONE, 0);
            var outcome = starts.handle(List.of(new Delivery<>(message, new Delivery.Understood<>("b-1", booking))));
            assertThat(outcome).containsExactly(Outcome.APPLIED);
            connection.commit();
        }
        assertThat(database.query("select aggregateid || ' ' || type from %s.outbox"))
                .isEqualTo("b-1 saga.request_stock");
    }

    @Test
    void all_histories_that_cannot_be_read_are_found_by_one_read() {
        var ids = List.of("b-1", "b-2", "b-3");
        ids.forEach(id -> orchestrator(store, 0)
                .handle(List.of(message(id, new BookingCreated(id, "ada", List.of(new Product("p-1", 2)))))));
        database.execute(TestDatabase.SCHEMA.in("update %s.event set type = 'X' where saga_id <> 'b-2'"));

        assertThatThrownBy(() -> store.load(ids))
                .isInstanceOfSatisfying(
                        CorruptStream.class,
                        corrupt -> assertThat(corrupt.all())
                                .extracting(one -> one.saga().id())
                                .containsExactlyInAnyOrder("b-1", "b-3"));

        var outcomes = orchestrator(store, 0)
                .handle(ids.stream()
                        .map(id -> message("late " + id, new ProductReserved(id, "p-1", 2, BigDecimal.ONE)))
                        .toList());
        assertThat(outcomes).containsExactly(Outcome.REJECTED, Outcome.APPLIED, Outcome.REJECTED);
    }

    @Test
    void what_is_malformed_twice_is_one_dead_letter_with_text_that_can_be_stored() {
        var broken =
                new Inbound(MessageId.of("x\0y"), "booking.created", "t", 1, 2, List.of(), null, new byte[] {0, 1}, "");
        var unreadable = new Delivery<BookingInput>(
                broken, new Delivery.Unreadable<>(dev.saga.deadletter.DeadLetterReason.MALFORMED, "it has \0 in it"));

        assertThat(orchestrator(store, 10).handle(List.of(unreadable, unreadable)))
                .containsExactly(Outcome.REJECTED, Outcome.DUPLICATE);
        assertThat(orchestrator(store, 10).handle(List.of(unreadable))).containsExactly(Outcome.DUPLICATE);
        assertThat(database.query("select count(*) || detail from %s.dead_letter group by detail"))
                .isEqualTo("1it has \uFFFD in it");
    }

    private SagaOrchestrator<BookingState, BookingInput, BookingEvent> orchestrator(
            SagaStore<BookingEvent> on, int cached) {
        return new SagaOrchestrator<>(saga, on, SagaObserver.NONE, cached);
    }

    private static BookingCreated booking() {
        return new BookingCreated("b-1", "ada", List.of(new Product("p-1", 2)));
    }

    private static Delivery<BookingInput> message(String id, BookingInput input) {
        return new Delivery<>(
                Inbound.internal(MessageId.of(id), input.getClass().getSimpleName(), ""),
                new Delivery.Understood<>(input.bookingId(), input));
    }
}
