package dev.saga.postgres;

import dev.saga.deadletter.RetryPolicy;
import dev.saga.message.Codec;
import dev.saga.message.Outbound;
import dev.saga.orchestrator.Commit;
import dev.saga.orchestrator.Outgoing;
import dev.saga.saga.Saga;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one batch of commits in one round trip, a statement per table whatever the number of rows. Rows that other
 * writers may want too are written in the order of their saga's id, first events before later ones, and tables in the same
 * order always, so that batches do not deadlock.
 */
final class BatchWriter<E> {
    private static final String OUTBOX = """
            insert into %s.outbox (
                shard, id, aggregatetype, aggregateid, type, payload, causation_id, traceparent, expires_at)
            select shard, id::uuid, ?, saga_id, type, payload::json, causation_id, traceparent,
                now() + expires_in * interval '1 microsecond'
            from (select unnest(?::bigint[]) as shard, unnest(?::text[]) as id, unnest(?::text[]) as saga_id,
                unnest(?::text[]) as type, unnest(?::text[]) as payload, unnest(?::text[]) as causation_id,
                unnest(?::text[]) as traceparent, unnest(?::bigint[]) as expires_in) as row
            returning position
            """;

    /** Who waited for another writer must see what that one stored, and so every statement needs a snapshot of its own. */
    private static final String NOW =
            "select now(), " + RoundTrip.must("current_setting('transaction_isolation') = 'read committed'");
    /**
     * For the rest of the transaction: plans that are made once and kept, as making them anew is a large part of a
     * small batch's work. They look rows up one by one in indexes whatever the server believes of the tables'
     * sizes, so a plan of the first minute is good for ever. Statements that leave the server a choice, such as which
     * table of a join to begin with, have {@linkplain RoundTrip#plan theirs made anew}. And how long the server waits: for a
     * lock, less than clients wait for an answer; for what a process does next that holds some, as its host may be gone,
     * which the server's network would take a quarter of an hour to notice.
     */
    private static final String NOW_WITH_KEPT_PLANS = NOW + """
            , set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true),
            set_config('enable_bitmapscan', 'off', true), set_config('enable_hashjoin', 'off', true),
            set_config('enable_mergejoin', 'off', true), set_config('jit', 'off', true),
            set_config('lock_timeout', '8s', true), set_config('idle_in_transaction_session_timeout', '10s', true)
            """;

    private static final String UNIQUE_VIOLATION = "23505";

    private final Schema schema;
    private final Saga<?, ?, E> saga;
    private final Codec codec;
    private final long shard;
    private final boolean ownTransaction;
    private final EventTable<E> events;
    private final InboxTable inbox;
    private final InFlightTable inFlight;
    private final DeadLetterTable deadLetters;
    private final StuckTable stuck;

    /** Writes the commands that may be handed over into this shard of the outbox. */
    BatchWriter(
            Schema schema,
            Saga<?, ?, E> saga,
            Codec codec,
            RetryPolicy policy,
            long shard,
            SagaNumbers numbers,
            boolean ownTransaction) {
        this.schema = schema;
        this.saga = saga;
        this.codec = codec;
        this.shard = shard;
        this.ownTransaction = ownTransaction;
        this.stuck = new StuckTable(schema, saga.type());
        this.events = new EventTable<>(schema, saga, codec, numbers);
        this.inbox = new InboxTable(schema, saga.type());
        this.inFlight = new InFlightTable(schema, saga.type());
        this.deadLetters = new DeadLetterTable(schema, saga.type(), codec, policy);
    }

    /**
     * What was written.
     *
     * @param at the time of the transaction
     * @param handedOver the commands that are in this writer's shard
     * @param others whether there are commands in nobody's shard, too
     */
    record Written(Instant at, List<Outbound<byte[]>> handedOver, boolean others) {}

    /**
     * Writes all of it, and commits where the transaction is one of its own and there is no dead letter to insert.
     *
     * @throws Database.Undo if a commit is not possible; the caller rolls back
     */
    Written write(Connection connection, List<Commit<E>> commits) throws SQLException {
        List<Commit<E>> bySaga = new ArrayList<>(commits);
        bySaga.sort(Comparator.comparing(Commit::sagaId));
        var batch = new RoundTrip(ownTransaction);
        var now = new ArrayList<Instant>(1);
        batch.read(
                row -> now.add(row.getObject(1, OffsetDateTime.class).toInstant()),
                ownTransaction ? NOW_WITH_KEPT_PLANS : NOW);
        stuck.addParked(batch, bySaga);
        events.add(connection, batch, bySaga);
        inbox.add(batch, bySaga); // after the events, so that it sees what those who had their versions left behind
        stuck.addCheck(batch, bySaga);
        deadLetters.addRemoved(batch, bySaga); // after the check: what is retried is what its saga is stuck at
        List<Command> commands = commands(bySaga);
        var positions = new ArrayList<Long>(commands.size());
        inFlight.add(batch, bySaga);
        addCommands(batch, commands, positions); // the last, as its answer grows with the batch; see RoundTrip
        if (ownTransaction
                && commits.stream().allMatch(commit -> commit.deadLetters().isEmpty())) {
            batch.commit();
        }
        run(connection, batch);
        deadLetters.insert(connection, commits);
        var handedOver = handedOver(commands, positions, now.get(0));
        return new Written(now.get(0), handedOver, handedOver.size() < commands.size());
    }

    /**
     * A key that is taken is a conflict: whose it is comes out when all is judged. About the events' own keys writers race;
     * any other may be one of an index that somebody added, which refuses its row for ever.
     */
    private static void run(Connection connection, RoundTrip batch) throws SQLException {
        try {
            batch.run(connection);
        } catch (SQLException e) {
            if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw EventTable.isRace(String.valueOf(e.getMessage())) ? new Database.Undo() : new Database.Undo(e);
            }
            throw e;
        }
    }

    /** These commits were not possible: what was remembered of their sagas may be wrong. */
    void undone(List<Commit<E>> commits) {
        events.undone(commits);
    }

    private record Command(long shard, String sagaId, Outgoing outgoing, byte[] body, Commit<?> cause) {}

    private List<Command> commands(List<Commit<E>> commits) {
        var commands = new ArrayList<Command>();
        for (Commit<E> commit : commits) {
            for (Outgoing outgoing : commit.commands()) {
                commands.add(new Command(
                        commit.handOver() ? shard : PostgresOutbox.NOBODYS,
                        commit.sagaId(),
                        outgoing,
                        codec.encode(outgoing.command()),
                        commit));
            }
        }
        return commands;
    }

    private void addCommands(RoundTrip batch, List<Command> commands, List<Long> positions) {
        if (commands.isEmpty()) {
            return;
        }
        var rows = new Columns("bigint", "text", "text", "text", "text", "text", "text", "bigint");
        for (Command command : commands) {
            rows.add(
                    command.shard(),
                    command.outgoing().id().toString(),
                    command.sagaId(),
                    command.outgoing().type(),
                    new String(command.body(), StandardCharsets.UTF_8),
                    command.cause().message().value(),
                    command.cause().traceparent(),
                    Columns.micros(command.outgoing().expiresIn()));
        }
        batch.gather(
                row -> positions.addAll(List.of((Long[]) row.getArray(1).getArray())),
                "array_agg(position)",
                rows.rows(),
                schema.in(OUTBOX),
                saga.type(),
                rows);
    }

    /** Rows are inserted, numbered and answered in the order in which they were sent. */
    private List<Outbound<byte[]>> handedOver(List<Command> commands, List<Long> positions, Instant at) {
        var handedOver = new ArrayList<Outbound<byte[]>>(commands.size());
        for (int i = 0; i < commands.size(); i++) {
            Command command = commands.get(i);
            if (command.shard() != PostgresOutbox.NOBODYS) {
                handedOver.add(new Outbound<>(
                        positions.get(i),
                        command.outgoing().id(),
                        command.sagaId(),
                        command.outgoing().type(),
                        command.cause().message().value(),
                        command.cause().traceparent(),
                        at,
                        expiresAt(at, command.outgoing().expiresIn()),
                        command.body()));
            }
        }
        return handedOver;
    }

    private static @Nullable Instant expiresAt(Instant at, @Nullable Duration in) {
        return in == null ? null : at.plus(in.truncatedTo(ChronoUnit.MICROS));
    }
}
