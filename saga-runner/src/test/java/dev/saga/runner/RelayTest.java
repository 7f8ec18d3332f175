package dev.saga.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.examples.servers.Servers;
import dev.saga.kafka.BrokerAdmin;
import dev.saga.kafka.ClientListener;
import dev.saga.kafka.KafkaPublisher;
import dev.saga.kafka.Topics;
import dev.saga.postgres.PostgresOutbox;
import dev.saga.runner.config.RunnerConfig;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RelayTest {
    private static final String CONFIRM = "saga.confirm_booking";
    private static final String KAFKA = Servers.kafka().bootstrapServers();
    private static final int NOBODYS = 0;
    private static final int OF_THE_DEAD = 7;

    private final RunnerConfig config = RunnerConfig.of(
            Map.of(
                    "kafka.bootstrap.servers",
                    KAFKA,
                    "postgres.url",
                    Servers.postgres().freshDatabase()),
            Map.of());
    private final Topics topics = new Topics(Map.of(), Map.of(CONFIRM, "t" + UUID.randomUUID()));

    @Test
    void what_a_dead_process_left_and_nobody_can_publish_does_not_end_the_last_flush() throws Exception {
        try (var admin = new BrokerAdmin(Map.of("bootstrap.servers", KAFKA))) {
            admin.create(topics.written(), 1, 1, Duration.ofSeconds(30));
        }
        try (SagaDatabase database = SagaDatabase.open(config.postgres())) {
            recorded(database, OF_THE_DEAD, "b-1", "a command without topic");
            var outbox = new PostgresOutbox(database.pool(), database.schema(), "booking");
            var publisher =
                    new KafkaPublisher(config.kafka().producerSettings(), topics, "booking", ClientListener.NONE);
            var runs = new AtomicInteger();
            var told = new ConcurrentLinkedQueue<String>();
            var second = new CountDownLatch(1);
            var goOn = new CountDownLatch(1);
            // The shards take turns: the first run looks at that of the dead process, the second at nobody's.
            var relay = new Relay("relay", outbox, publisher, published -> {
                published.forEach(command -> told.add(command.sagaId()));
                if (runs.incrementAndGet() == 2) {
                    second.countDown();
                    await(goOn);
                }
            });
            second.await();
            recorded(database, NOBODYS, "b-2", CONFIRM);
            relay.stopSoon();
            goOn.countDown();

            relay.close();

            assertThat(told).as("told of what the last flush published").containsExactly("b-2");
            assertThat(waiting(database)).containsExactly("b-1");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void recorded(SagaDatabase database, int shard, String sagaId, String type) throws SQLException {
        try (Connection connection = database.pool().getConnection();
                var statement = connection.prepareStatement("""
                insert into saga.outbox (id, aggregatetype, aggregateid, type, payload, shard, causation_id, traceparent)
                values (gen_random_uuid(), 'booking', ?, ?, '{}', ?, 'm', '')
                """)) {
            statement.setString(1, sagaId);
            statement.setString(2, type);
            statement.setInt(3, shard);
            statement.executeUpdate();
        }
    }

    private static List<String> waiting(SagaDatabase database) throws SQLException {
        var sagas = new ArrayList<String>();
        try (Connection connection = database.pool().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select aggregateid from saga.outbox")) {
            while (row.next()) {
                sagas.add(row.getString(1));
            }
        }
        return sagas;
    }
}
