package dev.saga.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingInput.BookingCreated;
import dev.saga.booking.BookingSaga;
import dev.saga.booking.BookingState;
import dev.saga.booking.Product;
import dev.saga.examples.servers.Servers;
import dev.saga.json.JacksonCodec;
import dev.saga.message.MessageId;
import dev.saga.message.Outcome;
import dev.saga.orchestrator.StoreUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
    void without_tables_it_does_not_start_and_leaves_nothing_running() {
        Set<String> before = threads();

        assertThatThrownBy(() -> onBrokers().start())
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("schema \"saga\" does not exist");

        assertThat(threads()).isEqualTo(before);
    }

    @Test
    void where_a_client_refuses_its_settings_it_leaves_nothing_running() {
        Set<String> before = threads();

        assertThatThrownBy(() -> onBrokers()
                        .migrate()
                        .consumer(Map.of("max.poll.records", "many"))
                        .start())
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("max.poll.records");

        assertThat(threads()).isEqualTo(before);
    }

    @Test
    void what_begins_in_a_transaction_ends_with_it() throws SQLException {
        try (var orchestrator = onBrokers().migrate().start();
                Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            var identity = MessageId.of("shop/b-1");

            assertThat(orchestrator.handle(connection, identity, CREATED)).isEqualTo(Outcome.APPLIED);
            connection.rollback();
            assertThat(orchestrator.tables().archive().find("b-1")).isEmpty();

            assertThat(orchestrator.handle(connection, identity, CREATED)).isEqualTo(Outcome.APPLIED);
            connection.commit();
            assertThat(orchestrator.tables().archive().find("b-1")).isPresent();

            assertThat(orchestrator.handle(connection, identity, CREATED)).isEqualTo(Outcome.DUPLICATE);
            connection.commit();
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

    /** Those that an orchestrator starts. */
    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name ->
                        name.matches("relay.*|deadlines|retries|vacuum|consumer-.*|kafka-producer-network-thread.*"))
                .collect(Collectors.toSet());
    }
}
