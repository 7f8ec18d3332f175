package dev.saga.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.examples.servers.Servers;
import dev.saga.kafka.ClientListener;
import dev.saga.kafka.KafkaPublisher;
import dev.saga.kafka.Topics;
import dev.saga.runner.config.RunnerConfig;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;

/** What is durable rests on settings: these are in force where the work is done, not only where they are written down. */
class DurabilityTest {
    private final RunnerConfig config = RunnerConfig.of(
            Map.of(
                    "kafka.bootstrap.servers", "localhost:1",
                    "kafka.producer.interceptor.classes", Told.class.getName(),
                    "postgres.url", Servers.postgres().freshDatabase()),
            Map.of());

    @Test
    void a_commit_returns_when_the_servers_disk_has_it() throws SQLException {
        try (SagaDatabase database = SagaDatabase.open(config.postgres());
                Connection connection = database.pool().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select concat_ws(' ', current_setting('fsync'), current_setting('synchronous_commit'),
                            current_setting('full_page_writes'), current_setting('transaction_isolation'))
                        """)) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("on on on read committed");
        }
    }

    @Test
    void a_host_that_is_gone_holds_no_locks_for_long_wherever_it_was() throws SQLException {
        try (SagaDatabase database = SagaDatabase.open(config.postgres());
                Connection connection = database.pool().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select concat_ws(' ', current_setting('idle_in_transaction_session_timeout'),
                            current_setting('tcp_keepalives_idle'), current_setting('tcp_keepalives_interval'),
                            current_setting('tcp_keepalives_count'), current_setting('tcp_user_timeout'))
                        """)) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("10s 10 3 3 20000");
        }
    }

    @Test
    void what_a_session_writes_of_the_tables_does_not_wait_for_a_checkpoint() throws SQLException {
        try (SagaDatabase database = SagaDatabase.open(config.postgres());
                Connection connection = database.pool().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show backend_flush_after")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("256kB");
        }
    }

    @Test
    void a_command_is_acknowledged_by_all_replicas_and_written_once_per_send() {
        var saga = Bookings.saga(config.deadlines());
        var topics = Topics.of(saga, config.kafka()::topic);
        var publisher = new KafkaPublisher(config.kafka().producerSettings(), topics, saga.type(), ClientListener.NONE);
        publisher.close(Duration.ZERO);

        assertThat(Told.SETTINGS).containsEntry("acks", "all").containsEntry("enable.idempotence", "true");
    }

    /** Is told by the producer what it works with. */
    public static final class Told implements ProducerInterceptor<byte[], byte[]> {
        private static final Map<String, String> SETTINGS = new ConcurrentHashMap<>();

        @Override
        public void configure(Map<String, ?> settings) {
            settings.forEach((name, value) -> SETTINGS.put(name, String.valueOf(value)));
        }

        @Override
        public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> command) {
            return command;
        }

        @Override
        public void onAcknowledgement(RecordMetadata metadata, Exception failure) {}

        @Override
        public void close() {}
    }
}
