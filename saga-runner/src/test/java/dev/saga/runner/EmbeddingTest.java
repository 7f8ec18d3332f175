package dev.saga.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingInput.BookingCreated;
import dev.saga.booking.BookingInput.PaymentCompleted;
import dev.saga.booking.BookingSaga;
import dev.saga.booking.BookingState;
import dev.saga.booking.Product;
import dev.saga.deadletter.DeadLetterReason;
import dev.saga.examples.servers.Servers;
import dev.saga.json.JacksonCodec;
import dev.saga.kafka.ClientListener;
import dev.saga.message.MessageId;
import dev.saga.orchestrator.Answer;
import dev.saga.runner.system.Await;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbeddingTest {
    private static final BookingInput CREATED = new BookingCreated("b-1", "ada", List.of(new Product("p-1", 1)));

    private final HikariDataSource pool = new HikariDataSource();
    private final Embedding<BookingState, BookingInput, BookingEvent> embedding =
            Embedding.of(BookingSaga.create(), new JacksonCodec(), pool);

    EmbeddingTest() {
        pool.setJdbcUrl(Servers.postgres().freshDatabase());
    }

    @AfterEach
    void closePool() {
        pool.close();
    }

    @Test
    void without_brokers_it_says_what_is_missing() {
        assertThatThrownBy(embedding::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("kafka(bootstrapServers, groupId)");
    }

    @Test
    void a_pool_of_another_isolation_is_refused() {
        pool.setTransactionIsolation("TRANSACTION_SERIALIZABLE");

        assertThatThrownBy(() -> onBrokers().migrate().start())
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("serializable, not at read committed");
    }

    @Test
    void without_tables_it_does_not_start() {
        assertThatThrownBy(() -> onBrokers().start())
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("the schema saga is not migrated");
    }

    @Test
    void who_migrates_on_a_pool_gives_its_connection_back_as_it_was_and_others_their_turn() throws SQLException {
        pool.setMaximumPoolSize(4);
        pool.setConnectionInitSql("set lock_timeout = '7s'");
        onBrokers().migrate().start().close();
        onBrokers().migrate().start().close();

        var taken = new ArrayList<Connection>();
        try {
            for (int i = 0; i < 4; i++) {
                taken.add(pool.getConnection());
                assertThat(
                                number(
                                        taken.get(i),
                                        "select count(*) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())"))
                        .isZero();
                assertThat(number(taken.get(i), "select count(*) where current_setting('lock_timeout') = '7s'"))
                        .isOne();
            }
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }
    }

    @Test
    void where_a_listener_fails_at_the_second_consumer_the_first_does_not_go_on() {
        Set<Thread> before = threads();
        var consumers = new AtomicInteger();
        var listener = new ClientListener() {
            @Override
            public void created(Consumer<?, ?> consumer) {
                if (consumers.incrementAndGet() == 2) {
                    throw new IllegalStateException("no more metrics");
                }
            }
        };

        assertThatThrownBy(() ->
                        onBrokers().migrate().consumers(2).clients(listener).start())
                .hasMessage("no more metrics");

        assertThat(before).containsAll(threads());
    }

    @Test
    void where_a_client_refuses_its_settings_it_leaves_nothing_running() {
        Set<Thread> before = threads();

        assertThatThrownBy(() -> onBrokers()
                        .migrate()
                        .consumer(Map.of("max.poll.records", "many"))
                        .start())
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("max.poll.records");

        assertThat(before).containsAll(threads());
    }

    @Test
    void a_thread_that_an_error_has_ended_is_named() {
        try (var orchestrator = onBrokers()
                .migrate()
                .published(
                        commands -> {
                            throw new AssertionError("this callback is broken");
                        },
                        commands -> {})
                .start()) {
            Await.until(
                    Duration.ofSeconds(30),
                    () -> "every thread goes on",
                    () -> orchestrator.threadEnded().isPresent());
            assertThat(orchestrator.threadEnded()).contains("the thread relay has ended");
        }
    }

    @Test
    void what_begins_in_a_transaction_ends_with_it() throws SQLException {
        try (var orchestrator = onBrokers().migrate().start();
                Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            var identity = MessageId.of("shop/b-1");

            assertThat(orchestrator.handle(connection, identity, CREATED)).isEqualTo(new Answer.Applied());
            connection.rollback();
            assertThat(orchestrator.tables().archive().find("b-1")).isEmpty();

            assertThat(orchestrator.handle(connection, identity, CREATED)).isEqualTo(new Answer.Applied());
            connection.commit();
            assertThat(orchestrator.tables().archive().find("b-1")).isPresent();

            assertThat(orchestrator.handle(connection, identity, CREATED)).isEqualTo(new Answer.Duplicate());
            connection.commit();
        }
    }

    @Test
    void what_begins_in_a_trace_has_its_commands_go_on_in_it() throws SQLException {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        try (var orchestrator = onBrokers().migrate().start();
                Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            orchestrator.handle(connection, MessageId.of("shop/b-1"), CREATED, trace);
            assertThat(number(connection, "select count(*) from saga.outbox where traceparent = '" + trace + "'"))
                    .isOne();
            connection.rollback();

            orchestrator.handle(connection, MessageId.of("shop/b-1"), CREATED, "from the shop");
            assertThat(number(connection, "select count(*) from saga.outbox where traceparent = ''"))
                    .isOne();
            connection.rollback();
        }
    }

    @Test
    void what_is_refused_is_told_and_buries_nothing() throws SQLException {
        try (var orchestrator = onBrokers().migrate().start();
                Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);

            assertThat(orchestrator.handle(connection, MessageId.of("shop/b-1"), new PaymentCompleted("b-1", "p", "")))
                    .isInstanceOfSatisfying(
                            Answer.Refused.class,
                            refused -> assertThat(refused.reason()).isEqualTo(DeadLetterReason.UNKNOWN_SAGA));
            connection.commit();

            assertThat(orchestrator.tables().archive().deadLetters()).isZero();
        }
    }

    @Test
    void what_cannot_be_an_identity_is_refused_before_anything_is_asked() throws SQLException {
        try (var orchestrator = onBrokers().migrate().start();
                Connection connection = pool.getConnection()) {
            assertThatThrownBy(() -> orchestrator.handle(connection, MessageId.of("x".repeat(1_001)), CREATED))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at most 1000 characters");
        }
    }

    @Test
    void a_connection_that_commits_by_itself_is_refused() throws SQLException {
        try (var orchestrator = onBrokers().migrate().start();
                Connection connection = pool.getConnection()) {
            assertThatThrownBy(() -> orchestrator.handle(connection, MessageId.of("shop/b-1"), CREATED))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private Embedding<BookingState, BookingInput, BookingEvent> onBrokers() {
        return embedding.kafka(
                Servers.kafka().bootstrapServers(),
                "embedding-test-" + pool.getJdbcUrl().hashCode());
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Those that an orchestrator starts. */
    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName()
                        .matches("relay.*|deadlines|retries|vacuum|consumer-.*|kafka-producer-network-thread.*"))
                .collect(Collectors.toSet());
    }
}
