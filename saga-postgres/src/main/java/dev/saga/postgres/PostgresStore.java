package dev.saga.postgres;

import dev.saga.message.Codec;
import dev.saga.orchestrator.Commit;
import dev.saga.orchestrator.CommitResult;
import dev.saga.orchestrator.Judgement;
import dev.saga.orchestrator.SagaStore;
import dev.saga.orchestrator.SagaStream;
import dev.saga.orchestrator.StoreRefused;
import dev.saga.saga.Saga;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The event store on PostgreSQL, for one kind of saga. A batch of any size is a constant number of statements
 * and one commit: five where every message records something, three more where some are repeated, rejected or late.
 *
 * <p>The primary key of the events is the optimistic lock, and the primary key of the inbox drops repetitions; both
 * answer through {@code on conflict do nothing}, so no error is ever used as control flow within a transaction. Times
 * are the server's.
 *
 * @param <E> the saga's events
 */
public final class PostgresStore<E> implements SagaStore<E> {
    private static final String HANDLED = """
            select inbox.saga_id, inbox.message_key
            from unnest(?::text[], ?::uuid[]) as asked (saga_id, message_key)
            join %s.inbox on inbox.saga_type = ? and inbox.saga_id = asked.saga_id
                and inbox.message_key = asked.message_key
            """;

    private final Database database;
    private final Schema schema;
    private final Saga<?, ?, E> saga;
    private final Codec codec;
    private final StreamReader<E> reader;
    private final BatchWriter<E> writer;

    private PostgresStore(Database database, Schema schema, Saga<?, ?, E> saga, Codec codec) {
        this.database = database;
        this.schema = schema;
        this.saga = saga;
        this.codec = codec;
        this.reader = new StreamReader<>(schema, saga, codec);
        this.writer = new BatchWriter<>(schema, saga, codec);
    }

    /** A store on connections of this pool, each batch in a transaction of its own. */
    public static <E> PostgresStore<E> on(DataSource pool, Schema schema, Saga<?, ?, E> saga, Codec codec) {
        return new PostgresStore<>(new Database.Pooled(pool), schema, saga, codec);
    }

    /**
     * This store within a transaction that the caller opened on {@code connection}, and will commit or roll back: what
     * is stored here becomes durable together with the caller's own data, or not at all. A conflict undoes only what
     * was stored here. An orchestrator on such a store keeps no saga in memory ({@code room} 0): it could not know that
     * the caller rolled back.
     */
    public PostgresStore<E> within(Connection connection) {
        return new PostgresStore<>(new Database.Joined(connection), schema, saga, codec);
    }

    @Override
    public Map<String, SagaStream<E>> load(Collection<String> sagaIds) {
        return database.read("cannot read sagas", connection -> reader.read(connection, sagaIds));
    }

    @Override
    public CommitResult commit(List<Commit<E>> commits) {
        while (true) {
            try {
                Instant at = database.transaction(
                        "cannot store a batch of " + commits.size(), connection -> writer.write(connection, commits));
                return CommitResult.committed(commits.size(), at);
            } catch (Database.Undo conflict) {
                var result = database.read("cannot read what conflicts", connection -> judge(connection, commits));
                if (!result.committed()) {
                    return result;
                }
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw new StoreRefused("a batch of " + commits.size() + " cannot be written: " + e.getMessage(), e);
            }
        }
    }

    /** Says which commits stand in the way; if none does any more, the batch is tried again. */
    private CommitResult judge(Connection connection, List<Commit<E>> commits) throws SQLException {
        Set<String> sagaIds = new HashSet<>();
        commits.forEach(commit -> sagaIds.add(commit.sagaId()));
        Map<String, Long> versions = writer.versions(connection, sagaIds);
        Map<String, Set<UUID>> handled = handled(connection, commits);
        Set<Long> kept = writer.kept(connection, commits);
        var outcomes = Judgement.of(
                commits,
                id -> versions.getOrDefault(id, 0L),
                (id, message) -> handled.getOrDefault(id, Set.of()).contains(message),
                kept::contains);
        return new CommitResult(outcomes, Instant.EPOCH);
    }

    private Map<String, Set<UUID>> handled(Connection connection, List<Commit<E>> commits) throws SQLException {
        var asked = new Columns("text", "uuid");
        commits.forEach(commit -> asked.add(commit.sagaId(), commit.message().key()));
        Map<String, Set<UUID>> handled = new HashMap<>();
        try (var statement = connection.prepareStatement(schema.in(HANDLED))) {
            asked.bind(connection, statement, 1);
            statement.setString(3, saga.type());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    handled.computeIfAbsent(row.getString(1), id -> new HashSet<>())
                            .add(row.getObject(2, UUID.class));
                }
            }
        }
        return handled;
    }
}
