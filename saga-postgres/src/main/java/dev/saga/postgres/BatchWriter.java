package dev.saga.postgres;

import dev.saga.deadletter.RetryPolicy;
import dev.saga.message.Codec;
import dev.saga.message.Outbound;
import dev.saga.orchestrator.Commit;
import dev.saga.orchestrator.Outgoing;
import dev.saga.orchestrator.Standing;
import dev.saga.saga.RecordedEvent;
import dev.saga.saga.Saga;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
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
 * writers may want too are written in the order of their saga's id, and tables in the same order always, so that batches
 * do not deadlock.
 */
final class BatchWriter<E> {
    private static final String EVENT = """
            insert into %s.event (saga_type, saga_id, number, version, type, payload, message_id)
            select ?, row.saga_id, coalesce(row.number, first.number), row.version, row.type, row.payload::jsonb,
                row.message_id
            from unnest(?::text[], ?::bigint[], ?::bigint[], ?::boolean[], ?::text[], ?::text[], ?::text[])
                as row (saga_id, number, version, follows, type, payload, message_id)
            left join lateral (
                select number from %s.event as one
                where row.number is null and one.saga_type = ? and one.saga_id = row.saga_id and one.version = 1
                offset 0) as first on true
            where coalesce(row.number, first.number) is not null
                and (not row.follows or exists (
                    select from %s.event as before where before.saga_type = ?
                        and before.number = coalesce(row.number, first.number)
                        and before.version = row.version - 1 offset 0))
            on conflict do nothing
            """;
    private static final String FREE = """
            delete from %s.event using unnest(?::text[], ?::bigint[]) as row (saga_id, version)
            join %s.event as first on first.saga_type = ? and first.saga_id = row.saga_id and first.version = 1
            where event.saga_type = ? and event.number = first.number and event.version = row.version
            """;
    private static final String LAST_OF_ENDED = """
            select 1 from unnest(?::text[], ?::bigint[]) as row (saga_id, version)
            join %s.event as first on first.saga_type = ? and first.saga_id = row.saga_id and first.version = 1
            join %s.event on event.saga_type = ? and event.number = first.number and event.version = row.version
            for key share of event
            """;
    private static final String OUTBOX = """
            insert into %s.outbox (
                shard, id, aggregatetype, aggregateid, type, payload, causation_id, traceparent, expires_at)
            select shard, id::uuid, ?, saga_id, type, payload::json, causation_id, traceparent,
                now() + expires_in * interval '1 microsecond'
            from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[])
                as row (shard, id, saga_id, type, payload, causation_id, traceparent, expires_in)
            returning position
            """;

    private static final String NOW = "select now(), current_setting('transaction_isolation')";
    /**
     * For the rest of the transaction: plans that are made once and kept, as making them anew is a large part of a
     * small batch's work. They look rows up one by one in indexes whatever the server believes of the tables'
     * sizes, so a plan of the first minute is good for ever.
     */
    private static final String NOW_WITH_KEPT_PLANS = NOW + """
            , set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true),
            set_config('enable_bitmapscan', 'off', true), set_config('enable_hashjoin', 'off', true),
            set_config('enable_mergejoin', 'off', true), set_config('jit', 'off', true)
            """;

    private final Schema schema;
    private final Saga<?, ?, E> saga;
    private final Codec codec;
    private final long shard;
    private final boolean mayChangeSettings;
    private final InboxTable inbox;
    private final InFlightTable inFlight;
    private final DeadLetterTable deadLetters;
    private final QuarantineTable quarantine;
    private final SagaNumbers numbers;

    /** Writes the commands that may be handed over into this shard of the outbox. */
    BatchWriter(
            Schema schema, Saga<?, ?, E> saga, Codec codec, RetryPolicy policy, long shard, boolean mayChangeSettings) {
        this.schema = schema;
        this.saga = saga;
        this.codec = codec;
        this.shard = shard;
        this.mayChangeSettings = mayChangeSettings;
        this.quarantine = new QuarantineTable(schema, saga.type());
        this.numbers = new SagaNumbers(schema);
        this.inbox = new InboxTable(schema, saga.type());
        this.inFlight = new InFlightTable(schema, saga.type());
        this.deadLetters = new DeadLetterTable(schema, saga.type(), codec, policy);
    }

    /**
     * What was written.
     *
     * @param at the time of the transaction
     * @param handedOver the commands that are in this writer's shard
     */
    record Written(Instant at, List<Outbound<byte[]>> handedOver) {}

    /**
     * Writes all of it.
     *
     * @throws Database.Undo if a commit is not possible; the caller rolls back
     */
    Written write(Connection connection, List<Commit<E>> commits) throws SQLException {
        List<Commit<E>> bySaga = new ArrayList<>(commits);
        bySaga.sort(Comparator.comparing(Commit::sagaId));
        var batch = new RoundTrip();
        var now = new ArrayList<Instant>(1);
        batch.read(row -> now.add(moment(row)), mayChangeSettings ? NOW_WITH_KEPT_PLANS : NOW);
        quarantine.addParked(batch, bySaga);
        addEvents(connection, batch, bySaga);
        inbox.add(batch, bySaga); // after the events, so that it sees what those who had their versions left behind
        quarantine.addCheck(batch, bySaga);
        List<Command> commands = commands(bySaga);
        var positions = new ArrayList<Long>(commands.size());
        inFlight.add(batch, bySaga);
        addCommands(batch, commands, positions); // the last, as its answer grows with the batch; see RoundTrip
        batch.run(connection);
        deadLetters.write(connection, commits);
        return new Written(now.get(0), handedOver(commands, positions, now.get(0)));
    }

    /** Who waited for another writer must see what that one stored, and so every statement needs a snapshot of its own. */
    private static Instant moment(ResultSet row) throws SQLException {
        if (!row.getString(2).equals("read committed")) {
            throw new IllegalStateException(
                    "the transaction's isolation is %s; sagas are stored under READ COMMITTED, which their locks are made for: set it on the connection, or as the default of the database or role"
                            .formatted(row.getString(2)));
        }
        return row.getObject(1, OffsetDateTime.class).toInstant();
    }

    /**
     * An event is appended if its version is free, and the one before it is not: no writer can be ahead or behind. The
     * first one brings the saga's number; the others know it from then, or find it. What was judged without recording an
     * event takes the next version too, until the transaction ends: so whoever appends to that saga meanwhile waits, and
     * then finds this message in the inbox; and what was judged on a version that is no longer the last one is undone.
     */
    private void addEvents(Connection connection, RoundTrip batch, List<Commit<E>> commits) throws SQLException {
        var rows = new Columns("text", "bigint", "bigint", "bool", "text", "text", "text");
        var taken = new Columns("text", "bigint");
        var afterEnd = new Columns("text", "bigint");
        int i = 0;
        while (i < commits.size()) {
            String sagaId = commits.get(i).sagaId();
            boolean isNew = commits.get(i).expectedVersion() == 0;
            Long number = isNew ? numbers.next(connection) : numbers.known(sagaId);
            boolean appended = false;
            long judgedAt = Commit.ANY_VERSION;
            for (; i < commits.size() && commits.get(i).sagaId().equals(sagaId); i++) {
                Commit<E> commit = commits.get(i);
                judgedAt = Math.max(judgedAt, commit.expectedVersion());
                if (commit.standing() instanceof Standing.StillEnded && !appended) {
                    afterEnd.add(sagaId, commit.expectedVersion());
                }
                for (RecordedEvent<E> recorded : commit.events()) {
                    rows.add(
                            sagaId,
                            number,
                            recorded.version(),
                            !appended && !isNew,
                            saga.events().nameOf(recorded.event()),
                            json(recorded.event()),
                            commit.message().value());
                    appended = true;
                }
            }
            if (commits.get(i - 1).standing() instanceof Standing.Ended) {
                numbers.forget(sagaId);
            } else if (isNew && appended) {
                numbers.remember(sagaId, number);
            }
            if (!appended && judgedAt != Commit.ANY_VERSION) {
                rows.add(sagaId, number, judgedAt + 1, !isNew, "", "{}", "");
                taken.add(sagaId, judgedAt + 1);
            }
        }
        if (!rows.isEmpty()) {
            batch.changeExactly(rows.rows(), schema.in(EVENT), saga.type(), rows, saga.type(), saga.type());
        }
        if (!taken.isEmpty()) {
            batch.changeExactly(taken.rows(), schema.in(FREE), taken, saga.type(), saga.type());
        }
        if (!afterEnd.isEmpty()) {
            batch.readExactly(afterEnd.rows(), schema.in(LAST_OF_ENDED), afterEnd, saga.type(), saga.type());
        }
    }

    /** These commits were not possible: what was remembered of their sagas may be wrong. */
    void undone(List<Commit<E>> commits) {
        commits.forEach(commit -> numbers.forget(commit.sagaId()));
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
        batch.read(row -> positions.add(row.getLong(1)), schema.in(OUTBOX), saga.type(), rows);
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

    private String json(Object record) {
        return new String(codec.encode(record), StandardCharsets.UTF_8);
    }
}
