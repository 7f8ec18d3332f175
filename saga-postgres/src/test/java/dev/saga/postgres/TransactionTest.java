package dev.saga.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingInput.BookingCreated;
import dev.saga.booking.BookingInput.PaymentFailed;
import dev.saga.booking.BookingInput.ReservationFailed;
import dev.saga.booking.BookingSaga;
import dev.saga.booking.BookingState;
import dev.saga.booking.Product;
import dev.saga.deadletter.DeadLetters;
import dev.saga.json.JacksonCodec;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.message.Outcome;
import dev.saga.observe.SagaObserver;
import dev.saga.orchestrator.Answer;
import dev.saga.orchestrator.DeadLetterRetry;
import dev.saga.orchestrator.Delivery;
import dev.saga.orchestrator.MessageReader;
import dev.saga.orchestrator.SagaInquiry;
import dev.saga.orchestrator.SagaOrchestrator;
import dev.saga.orchestrator.StoreUnavailable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong in the middle of a transaction, nothing of it is left. */
class TransactionTest {
    private final TestDatabase database = TestDatabase.create();
    private final BookingSaga saga = BookingSaga.create();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void an_error_before_the_statements_leaves_nothing_and_the_pool_usable() {
        String before = database.everything();
        var failing = orchestrator(failingAt(1, new AssertionError("in the middle")));

        assertThatThrownBy(() -> failing.handle(List.of(booking("1", "b-1"))))
                .isInstanceOf(AssertionError.class)
                .hasMessage("in the middle");

        assertThat(database.everything()).isEqualTo(before);
        assertThat(orchestrator(database.pool()).handle(List.of(booking("1", "b-1"))))
                .containsExactly(Outcome.APPLIED);
    }

    @Test
    void a_retried_dead_letter_is_handled_and_gone_or_neither() {
        var letters = new PostgresDeadLetters(database.pool(), TestDatabase.SCHEMA, saga.type(), new JacksonCodec());
        orchestrator(database.pool()).handle(List.of(reservation()));
        orchestrator(database.pool()).handle(List.of(booking("1", "b-1")));
        long id = letters.list(0, 1).get(0).id();
        String before = database.everything();

        database.execute(TestDatabase.SCHEMA.in("alter table %s.outbox rename to elsewhere"));

        assertThatThrownBy(() -> retry(database.pool(), letters).retry(id)).isInstanceOf(StoreUnavailable.class);

        database.execute(TestDatabase.SCHEMA.in("alter table %s.elsewhere rename to outbox"));
        assertThat(database.everything()).isEqualTo(before);
        assertThat(retry(database.pool(), letters).retry(id)).contains(new Answer.Applied());
        assertThat(letters.list(0, 1)).isEmpty();
    }

    private DeadLetterRetry<BookingState, BookingInput, BookingEvent> retry(DataSource source, DeadLetters letters) {
        var store = PostgresStore.on(source, TestDatabase.SCHEMA, saga, new JacksonCodec());
        var reader = new MessageReader<>(saga, new JacksonCodec());
        return new DeadLetterRetry<>(new SagaInquiry<>(saga, store, SagaObserver.NONE), reader, letters);
    }

    private Delivery<BookingInput> reservation() {
        byte[] value = "{\"bookingId\":\"b-1\",\"productId\":\"p-1\",\"quantity\":1,\"price\":1}"
                .getBytes(StandardCharsets.UTF_8);
        var message = new Inbound(MessageId.of("2"), "product.reserved", "t", 0, 2, List.of(), null, value, "");
        return new MessageReader<>(saga, new JacksonCodec()).read(message);
    }

    @Test
    void a_connection_that_the_server_ends_is_an_outage_that_leaves_nothing() {
        String before = database.everything();
        var failing = orchestrator(killedAt(2));
        var batch = List.of(booking("1", "b-1"), unknown("2", "b-2"));

        assertThatThrownBy(() -> failing.handle(batch)).isInstanceOf(StoreUnavailable.class);

        assertThat(database.everything()).isEqualTo(before);
        assertThat(failing.handle(batch)).containsExactly(Outcome.APPLIED, Outcome.REJECTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"event", "outbox"})
    void rows_that_somebodys_trigger_swallows_are_an_outage(String table) {
        String before = database.everything();
        database.execute(TestDatabase.SCHEMA.in(
                "create function %s.swallow() returns trigger language plpgsql as 'begin return null; end'"));
        database.execute(TestDatabase.SCHEMA.in(
                "create trigger swallow before insert on %s." + table + " for each row execute function %s.swallow()"));

        assertThatThrownBy(() -> orchestrator(database.pool()).handle(List.of(booking("1", "b-1"))))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("a batch of 1 was undone 20 times");
        assertThat(database.everything()).isEqualTo(before);
    }

    @Test
    void numbers_that_a_server_gave_away_twice_are_found_out_and_left() {
        orchestrator(database.pool())
                .handle(IntStream.range(0, 100)
                        .mapToObj(i -> booking("m-" + i, "b-" + i))
                        .toList());
        database.query("select setval('%s.saga_number', 1, false)");

        assertThat(orchestrator(database.pool()).handle(List.of(booking("1", "another"), booking("2", "one more"))))
                .containsExactly(Outcome.APPLIED, Outcome.APPLIED);
    }

    @Test
    void nothing_is_appended_to_another_sagas_history_under_a_number_that_was_given_away_twice() {
        var remembers = orchestrator(database.pool());
        remembers.handle(List.of(booking("1", "lost")));
        database.execute(TestDatabase.SCHEMA.in("truncate %s.event, %s.in_flight, %s.outbox"));
        database.query("select setval('%s.saga_number', 1, false)");
        orchestrator(database.pool()).handle(List.of(booking("2", "found")));
        assertThat(database.query("select min(number)::text from %s.event")).isEqualTo("1");

        assertThat(remembers.handle(List.of(failed("3", "lost")))).containsExactly(Outcome.REJECTED);

        assertThat(database.query("select string_agg(distinct saga_id, ' ') from %s.event"))
                .isEqualTo("found");
    }

    @Test
    void a_process_whose_host_is_gone_in_the_middle_of_a_transaction_holds_its_sagas_for_seconds() {
        var another = orchestrator(database.pool());
        var outcomes = new ArrayList<Outcome>();
        DataSource gone = database.beforeCommit(() -> {
            for (int attempt = 1; attempt <= 5 && outcomes.isEmpty(); attempt++) {
                try {
                    outcomes.addAll(another.handle(List.of(booking("1", "b-1"))));
                } catch (StoreUnavailable e) {
                    assertThat(e).hasMessageContaining("55P03");
                }
            }
        });

        var withADeadLetter = List.of(booking("1", "b-1"), unknown("2", "b-2"));

        assertThatThrownBy(() -> orchestrator(gone).handle(withADeadLetter)).isInstanceOf(StoreUnavailable.class);

        assertThat(outcomes).containsExactly(Outcome.APPLIED);
        assertThat(orchestrator(database.pool()).handle(List.of(booking("1", "b-1"))))
                .containsExactly(Outcome.DUPLICATE);
    }

    @Test
    void a_batch_is_stored_once_it_is_answered_and_holds_nothing_whatever_its_sender_does_then() {
        DataSource gone = database.beforeCommit(() -> {
            throw new IllegalStateException("gone");
        });
        assertThatThrownBy(() -> orchestrator(gone).handle(List.of(booking("1", "b-1"))))
                .hasMessage("gone");

        assertThat(orchestrator(database.pool()).handle(List.of(booking("1", "b-1"), failed("2", "b-1"))))
                .containsExactly(Outcome.DUPLICATE, Outcome.APPLIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"repeatable read", "serializable"})
    void a_pool_under_another_isolation_stores_nothing_and_says_so(String isolation) {
        String before = database.everything();

        try (var pool = database.reconnected("set default_transaction_isolation = '" + isolation + "'")) {
            assertThatThrownBy(() -> orchestrator(pool).handle(List.of(booking("1", "b-1"))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(isolation)
                    .hasMessageContaining("READ COMMITTED");
        }

        assertThat(database.everything()).isEqualTo(before);
    }

    @Test
    void a_server_that_became_read_only_is_an_outage() {
        database.execute("do $$ begin execute format('alter database %I set default_transaction_read_only = on',"
                + " current_database()); end $$");

        try (TestDatabase failedOver = database.reconnected()) {
            assertThatThrownBy(() -> orchestrator(failedOver.pool()).handle(List.of(booking("1", "b-1"))))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("25006");
        }
    }

    private SagaOrchestrator<BookingState, BookingInput, BookingEvent> orchestrator(DataSource source) {
        var store = PostgresStore.on(source, TestDatabase.SCHEMA, saga, new JacksonCodec());
        return new SagaOrchestrator<>(saga, store, SagaObserver.NONE, 10);
    }

    private static Delivery<BookingInput> failed(String messageId, String bookingId) {
        return new Delivery<>(
                Inbound.internal(MessageId.of(messageId), "product.reservation_failed", ""),
                new Delivery.Understood<>(bookingId, new ReservationFailed(bookingId, "p-1", "sold out")));
    }

    private static Delivery<BookingInput> unknown(String messageId, String bookingId) {
        return new Delivery<>(
                Inbound.internal(MessageId.of(messageId), "payment.failed", ""),
                new Delivery.Understood<>(bookingId, new PaymentFailed(bookingId, "pay-1", "")));
    }

    private static Delivery<BookingInput> booking(String messageId, String bookingId) {
        return new Delivery<>(
                Inbound.internal(MessageId.of(messageId), "booking.created", ""),
                new Delivery.Understood<>(
                        bookingId, new BookingCreated(bookingId, "ada", List.of(new Product("p-1", 1)))));
    }

    /** Connections whose n-th prepared statement within a transaction is never reached. */
    private DataSource failingAt(int statement, Error error) {
        return watched((connection, prepared) -> {
            if (prepared == statement) {
                throw error;
            }
        });
    }

    /** Connections that the server ends, once, before the n-th prepared statement. */
    private DataSource killedAt(int statement) {
        var once = new AtomicInteger();
        return watched((connection, prepared) -> {
            if (prepared == statement && once.getAndIncrement() == 0) {
                String pid =
                        "select pid from pg_stat_activity where state = 'idle in transaction' and datname = current_database()";
                database.query("select pg_terminate_backend((" + pid + " limit 1))");
            }
        });
    }

    private interface BeforeStatement {
        void prepare(Connection connection, int prepared);
    }

    private DataSource watched(BeforeStatement watcher) {
        return proxy(DataSource.class, database.pool(), (method, result) -> {
            if (!(result instanceof Connection connection)) {
                return result;
            }
            var prepared = new AtomicInteger();
            return proxy(Connection.class, connection, (called, answer) -> {
                if (called.equals("prepareStatement") && !autoCommits(connection)) {
                    watcher.prepare(connection, prepared.incrementAndGet());
                }
                return answer;
            });
        });
    }

    private static boolean autoCommits(Connection connection) {
        try {
            return connection.getAutoCommit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface AfterCall {
        Object answer(String method, Object result);
    }

    private static <T> T proxy(Class<T> type, T target, AfterCall after) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (p, method, arguments) -> {
                    try {
                        return after.answer(method.getName(), method.invoke(target, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
