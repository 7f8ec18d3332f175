package dev.saga.postgres;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.saga.deadletter.DeadLetter;
import dev.saga.deadletter.DeadLetterReason;
import dev.saga.deadletter.DeadLetters;
import dev.saga.deadletter.StuckSagas;
import dev.saga.deadline.Deadlines;
import dev.saga.inspect.SagaArchive;
import dev.saga.json.JacksonCodec;
import dev.saga.message.Header;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.message.Outbound;
import dev.saga.orchestrator.SagaStore;
import dev.saga.orchestrator.StoreFixture;
import dev.saga.outbox.Outbox;
import dev.saga.saga.Saga;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** The store on PostgreSQL, as the suites see it. */
record PostgresFixture<E>(TestDatabase database, Saga<?, ?, E> saga) implements StoreFixture<E> {
    private static final JacksonCodec CODEC = new JacksonCodec();

    @Override
    public SagaStore<E> store() {
        return PostgresStore.on(database.pool(), TestDatabase.SCHEMA, saga, CODEC);
    }

    @Override
    public SagaArchive<E> archive() {
        return new PostgresArchive<>(database.pool(), TestDatabase.SCHEMA, saga, CODEC);
    }

    @Override
    public Deadlines deadlines() {
        return new PostgresDeadlines(database.pool(), TestDatabase.SCHEMA, saga.type());
    }

    Outbox<byte[]> outbox() {
        return new PostgresOutbox(database.pool(), TestDatabase.SCHEMA, saga.type());
    }

    @Override
    public List<? extends Outbound<?>> waiting() {
        return outbox().pending(Integer.MAX_VALUE);
    }

    @Override
    public void letTimePass(Duration time) {
        database.letTimePass(time);
    }

    @Override
    public DeadLetters letters() {
        return new PostgresDeadLetters(database.pool(), TestDatabase.SCHEMA, saga.type(), CODEC);
    }

    @Override
    public StuckSagas stuckSagas() {
        return new PostgresStuckSagas(database.pool(), TestDatabase.SCHEMA, saga.type());
    }

    @Override
    public List<DeadLetter> deadLetters() {
        var letters = new ArrayList<DeadLetter>();
        try (Connection connection = database.pool().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(TestDatabase.SCHEMA.in("select * from %s.dead_letter order by id"))) {
            while (row.next()) {
                var message = new Inbound(
                        MessageId.of(row.getString("message_id")),
                        row.getString("message_type"),
                        row.getString("topic"),
                        row.getInt("partition"),
                        row.getLong("offset"),
                        headers(row.getString("headers")),
                        row.getBytes("key"),
                        row.getBytes("value"),
                        row.getString("traceparent"));
                var reason = DeadLetterReason.valueOf(
                        row.getString("reason").replace('-', '_').toUpperCase(Locale.ROOT));
                letters.add(new DeadLetter(row.getString("saga_id"), message, reason, row.getString("detail")));
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("the dead letters cannot be read", e);
        }
        return letters;
    }

    private static List<Header> headers(String json) throws IOException {
        var headers = new ArrayList<Header>();
        for (JsonNode header : new ObjectMapper().readTree(json).path("headers")) {
            headers.add(new Header(
                    header.path("name").asText(),
                    Base64.getDecoder().decode(header.path("base64").asText())));
        }
        return headers;
    }
}
