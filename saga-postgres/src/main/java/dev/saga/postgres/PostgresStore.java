package dev.saga.postgres;

import dev.saga.deadletter.RetryPolicy;
import dev.saga.message.Codec;
import dev.saga.orchestrator.Commit;
import dev.saga.orchestrator.CommitResult;
import dev.saga.orchestrator.SagaStore;
import dev.saga.orchestrator.SagaStream;
import dev.saga.orchestrator.StoreUnavailable;
import dev.saga.outbox.HandOver;
import dev.saga.saga.Saga;
import java.sql.Connection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * The event store on PostgreSQL, for one kind of saga. A batch of any size is a constant number of statements and a
 * commit in one round trip: at most eight where every message records something, a few more where some are repeated,
 * rejected or late; where dead letters are stored, they and the commit are one more each.
 *
 * <p>The primary key of the events is the optimistic lock and drops repetitions, together with the inbox for what records
 * no event. An event whose place was taken, or a message that was there already, is an error of the server. The batch is
 * rolled back first, and then judged: nothing goes on within a transaction in which something failed. Times are the server's. Each transaction of its own begins with settings, for
 * itself alone, of how the server plans (generic plans, by index) and waits (8 s for a lock, 10 s for a process
 * that holds some); {@linkplain #within within a caller's} it leaves them alone.
 *
 * @param <E> the saga's events
 */
public final class PostgresStore<E> implements SagaStore<E> {
    /** A conflict whose cause went away may be met once more by chance, hardly twice. */
    private static final int MOST_ATTEMPTS = 20;
    /** Where the key that is taken is of an index that somebody added, the data is to blame. */
    private static final int ENOUGH_ATTEMPTS = 3;

    private final Database database;
    private final Schema schema;
    private final Saga<?, ?, E> saga;
    private final Codec codec;
    private final StreamReader<E> reader;
    private final BatchWriter<E> writer;
    private final Conflicts conflicts;
    private final StuckTable stuck;
    private final RetryPolicy policy;
    private final HandOver<byte[]> handOver;
    private final SagaNumbers numbers;

    private PostgresStore(
            Database database,
            Schema schema,
            Saga<?, ?, E> saga,
            Codec codec,
            RetryPolicy policy,
            long shard,
            HandOver<byte[]> handOver,
            SagaNumbers numbers) {
        this.database = database;
        this.schema = schema;
        this.saga = saga;
        this.codec = codec;
        this.policy = policy;
        this.handOver = handOver;
        this.numbers = numbers;
        this.reader = new StreamReader<>(schema, saga, codec);
        this.writer = new BatchWriter<>(
                schema, saga, new RefusingCodec(codec), policy, shard, numbers, database.ownsTransactions());
        this.stuck = new StuckTable(schema, saga.type());
        this.conflicts = new Conflicts(schema, saga.type(), codec, policy);
    }

    /**
     * A store on connections of this pool, each batch in a transaction of its own. A statement commits it, unseen by whoever
     * manages connections: none of them may be in somebody else's transaction. For one there is {@link #within}.
     */
    public static <E> PostgresStore<E> on(DataSource pool, Schema schema, Saga<?, ?, E> saga, Codec codec) {
        return on(pool, schema, saga, codec, RetryPolicy.USUAL);
    }

    /** The same, with messages on which the saga fails tried again as this policy says. */
    public static <E> PostgresStore<E> on(
            DataSource pool, Schema schema, Saga<?, ?, E> saga, Codec codec, RetryPolicy policy) {
        return new PostgresStore<>(
                new Database.Pooled(pool),
                schema,
                saga,
                codec,
                policy,
                PostgresOutbox.NOBODYS,
                HandOver.nowhere(),
                new SagaNumbers(schema));
    }

    /**
     * This store, recording into that shard what {@linkplain Commit#handOver may be handed over}, and handing it over
     * once it is durable.
     */
    public PostgresStore<E> handingOver(PostgresShard shard, HandOver<byte[]> to) {
        return new PostgresStore<>(database, schema, saga, codec, policy, shard.number(), to, numbers);
    }

    /**
     * This store within a transaction that the caller opened on {@code connection}, and will commit or roll back: what
     * is stored here becomes durable together with the caller's own data, or not at all. A conflict undoes only what
     * was stored here. An orchestrator on such a store keeps no saga in memory ({@code room} 0): it could not know that
     * the caller rolled back.
     *
     * <p>The connection must not commit by itself, and its transaction must be READ COMMITTED: otherwise a commit
     * there is refused with an {@link IllegalStateException}.
     */
    public PostgresStore<E> within(Connection connection) {
        return new PostgresStore<>(
                new Database.Joined(connection),
                schema,
                saga,
                codec,
                policy,
                PostgresOutbox.NOBODYS,
                HandOver.nowhere(),
                numbers);
    }

    @Override
    public Map<String, SagaStream<E>> load(Collection<String> sagaIds) {
        return database.read("cannot read sagas", connection -> reader.read(connection, sagaIds));
    }

    @Override
    public Map<String, Long> stuckAt(Collection<String> sagaIds) {
        return database.read("cannot read which sagas are stuck", connection -> stuck.first(connection, sagaIds));
    }

    @Override
    public CommitResult commit(List<Commit<E>> commits) {
        for (int attempt = 1; ; attempt++) {
            try {
                return handedOver(commits, write(commits));
            } catch (Database.Undo conflict) {
                writer.undone(commits);
                var result =
                        database.read("cannot read what conflicts", connection -> conflicts.judge(connection, commits));
                if (!result.committed()) {
                    return result;
                }
                String what = "a batch of %d was undone %d times for a conflict that nothing is seen of afterwards"
                        .formatted(commits.size(), attempt);
                if (attempt >= ENOUGH_ATTEMPTS && conflict.refusal() != null) {
                    throw SqlState.translate(what, conflict.refusal());
                }
                if (attempt == MOST_ATTEMPTS) {
                    throw new StoreUnavailable(what + "; the server's log may say more", conflict);
                }
            }
        }
    }

    private BatchWriter.Written write(List<Commit<E>> commits) {
        return database.transaction(
                "cannot store a batch of " + commits.size(), connection -> writer.write(connection, commits));
    }

    private CommitResult handedOver(List<Commit<E>> commits, BatchWriter.Written written) {
        handOver.recorded(written.handedOver());
        if (written.others()) {
            handOver.leftInOutbox();
        }
        return CommitResult.committed(commits.size(), written.at());
    }
}
