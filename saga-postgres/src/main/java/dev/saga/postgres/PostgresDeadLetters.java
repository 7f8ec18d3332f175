package dev.saga.postgres;

import dev.saga.deadletter.DeadLetter;
import dev.saga.deadletter.DeadLetterReason;
import dev.saga.deadletter.DeadLetterSummary;
import dev.saga.deadletter.DeadLetters;
import dev.saga.deadletter.RetryPolicy;
import dev.saga.deadletter.StoredDeadLetter;
import dev.saga.message.Codec;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The dead letters on PostgreSQL, each call a statement of its own. Times are the server's. */
public final class PostgresDeadLetters implements DeadLetters {
    private static final String SUMMARY = """
            id, saga_id, message_id, message_key, message_type, topic, partition, "offset", key, reason, detail, attempts,
            first_failed_at, last_failed_at, retry_at\s""";
    private static final String LIST =
            "select " + SUMMARY + "from %s.dead_letter where saga_type = ? and id > ? order by id limit ?";
    private static final String FIND =
            "select " + SUMMARY + ", headers, value, traceparent from %s.dead_letter where saga_type = ? and id = ?";
    private static final String TO_CHANGE = FIND.replace("select ", "select now() as tried_at, ") + " for update";
    private static final String REFUSED_AGAIN = """
            update %s.dead_letter set attempts = ?, first_failed_at = ?, last_failed_at = ?, retry_at = ?, reason = ?, detail = ?
            where saga_type = ? and id = ?
            """;
    private static final String DISCARD =
            "delete from %s.dead_letter where saga_type = ? and id = ? returning " + SUMMARY;

    private final Database database;
    private final Schema schema;
    private final String sagaType;
    private final DeadLetterTable table;
    private final StuckTable stuck;
    private final RetryPolicy policy;

    /** The dead letters of this kind of saga, tried again as is usual. */
    public PostgresDeadLetters(DataSource pool, Schema schema, String sagaType, Codec codec) {
        this(pool, schema, sagaType, codec, RetryPolicy.USUAL);
    }

    /** The dead letters of this kind of saga, tried again as this policy says. */
    public PostgresDeadLetters(DataSource pool, Schema schema, String sagaType, Codec codec, RetryPolicy policy) {
        this.database = new Database.Pooled(pool);
        this.schema = schema;
        this.sagaType = sagaType;
        this.table = new DeadLetterTable(schema, sagaType, codec, policy);
        this.stuck = new StuckTable(schema, sagaType);
        this.policy = policy;
    }

    @Override
    public List<DeadLetterSummary> list(long after, int most) {
        var query = new Query(schema.in(LIST), sagaType, after, most);
        return database.read(
                "cannot read the dead letters", connection -> query.list(connection, PostgresDeadLetters::summary));
    }

    @Override
    public Optional<StoredDeadLetter> find(long id) {
        var query = new Query(schema.in(FIND), sagaType, id);
        return database.read("cannot read dead letter " + id, connection -> query.find(connection, this::whole));
    }

    @Override
    public boolean refusedAgain(long id, DeadLetterReason reason, String detail) {
        return database.transaction("cannot update dead letter " + id, connection -> {
            Optional<StoredDeadLetter> after = new Query(schema.in(TO_CHANGE), sagaType, id)
                    .find(
                            connection,
                            row -> whole(row)
                                    .refusedAgain(
                                            reason,
                                            detail,
                                            Query.time(row, "tried_at"),
                                            policy,
                                            DeadLetterTable.chance()));
            if (after.isPresent()) {
                update(connection, after.get());
            }
            return after.isPresent();
        });
    }

    private void update(Connection connection, StoredDeadLetter stored) throws SQLException {
        new Query(
                        schema.in(REFUSED_AGAIN),
                        stored.attempts(),
                        stored.firstFailedAt(),
                        stored.lastFailedAt(),
                        stored.retryAt(),
                        stored.letter().reason().label(),
                        DeadLetterTable.storable(stored.letter().detail()),
                        sagaType,
                        stored.id())
                .update(connection);
    }

    @Override
    public Optional<DeadLetterSummary> discard(long id) {
        return database.transaction("cannot delete dead letter " + id, connection -> {
            Optional<DeadLetterSummary> gone =
                    new Query(schema.in(DISCARD), sagaType, id).find(connection, PostgresDeadLetters::summary);
            if (gone.isPresent() && gone.get().reason() == DeadLetterReason.POISON) {
                stuck.release(connection, gone.get().sagaId());
            }
            return gone;
        });
    }

    private static DeadLetterSummary summary(ResultSet row) throws SQLException {
        return new DeadLetterSummary(
                row.getLong("id"),
                row.getString("saga_id"),
                new MessageId(row.getString("message_id"), row.getObject("message_key", UUID.class)),
                row.getString("message_type"),
                row.getString("topic"),
                row.getInt("partition"),
                row.getLong("offset"),
                row.getBytes("key"),
                DeadLetterReason.of(row.getString("reason")),
                row.getString("detail"),
                row.getInt("attempts"),
                Query.time(row, "first_failed_at"),
                Query.time(row, "last_failed_at"),
                Query.maybeTime(row, "retry_at"));
    }

    private StoredDeadLetter whole(ResultSet row) throws SQLException {
        DeadLetterSummary summary = summary(row);
        var message = new Inbound(
                summary.messageId(),
                summary.type(),
                summary.topic(),
                summary.partition(),
                summary.offset(),
                table.headers(row.getString("headers")),
                summary.key(),
                row.getBytes("value"),
                row.getString("traceparent"));
        return new StoredDeadLetter(
                summary.id(),
                new DeadLetter(summary.sagaId(), message, summary.reason(), summary.detail(), summary.attempts() > 0),
                summary.attempts(),
                summary.firstFailedAt(),
                summary.lastFailedAt(),
                summary.retryAt());
    }
}
