package dev.saga.runner.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.examples.servers.Servers;
import dev.saga.message.Outbound;
import dev.saga.outbox.OutboxRelay;
import dev.saga.postgres.PostgresOutbox;
import dev.saga.runner.SagaDatabase;
import dev.saga.runner.config.RunnerConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Positions are given in the order of the inserts, and rows are seen in the order of the commits. */
class LateCommitTest {
    private static final String URL = Servers.postgres().freshDatabase();
    private static final RunnerConfig CONFIG =
            RunnerConfig.of(Map.of("postgres.url", URL, "kafka.bootstrap.servers", "127.0.0.1:1"), Map.of());

    @Test
    void a_command_that_commits_behind_its_successors_is_published_too() throws SQLException {
        List<String> published = new ArrayList<>();
        try (var database = SagaDatabase.open(CONFIG.postgres());
                Connection early = DriverManager.getConnection(URL);
                Connection late = DriverManager.getConnection(URL)) {
            var outbox = new PostgresOutbox(database.pool(), database.schema(), "booking");
            var relay = new OutboxRelay<byte[]>(
                    outbox,
                    commands -> {
                        commands.stream().map(Outbound::sagaId).forEach(published::add);
                        return commands;
                    },
                    10);
            late.setAutoCommit(false);
            insert(late, "first-inserted");
            insert(early, "first-committed");

            relay.runOnce();
            assertThat(published).containsExactly("first-committed");
            late.commit();
            relay.runOnce();

            assertThat(published).containsExactly("first-committed", "first-inserted");
            assertThat(outbox.pending(10)).isEmpty();
        }
    }

    private static void insert(Connection connection, String sagaId) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into saga.outbox (id, aggregatetype, aggregateid, type, payload, causation_id, traceparent)
                values (?, 'booking', ?, 'saga.confirm_booking', '{}', 'cause', '')
                """)) {
            statement.setObject(1, UUID.randomUUID());
            statement.setString(2, sagaId);
            statement.executeUpdate();
        }
    }
}
