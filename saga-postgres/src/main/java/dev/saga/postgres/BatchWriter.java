package dev.saga.postgres;

import dev.saga.message.Codec;
import dev.saga.orchestrator.Commit;
import dev.saga.orchestrator.Intake;
import dev.saga.orchestrator.Outgoing;
import dev.saga.orchestrator.Standing;
import dev.saga.saga.RecordedEvent;
import dev.saga.saga.Saga;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes one batch of commits, a statement per table whatever the number of rows. Rows that other writers may want too
 * are written in the order of their saga's id, and tables in the same order always, so that batches do not deadlock.
 */
final class BatchWriter<E> {
    private static final String EVENT = """
            insert into %s.event (saga_type, saga_id, version, type, payload, message_id)
            select ?, row.saga_id, row.version, row.type, row.payload::jsonb, row.message_id
            from unnest(?::text[], ?::bigint[], ?::boolean[], ?::text[], ?::text[], ?::text[])
                as row (saga_id, version, follows_stored, type, payload, message_id)
            left join lateral (
                select true as found from %s.event
                where row.follows_stored and saga_type = ? and saga_id = row.saga_id and version = row.version - 1
                for key share) as before on true
            where not row.follows_stored or before.found
            on conflict do nothing
            """;
    private static final String VERSIONS = """
            select asked.saga_id, last.version from unnest(?::text[]) as asked (saga_id)
            cross join lateral (
                select version from %s.event where saga_type = ? and event.saga_id = asked.saga_id
                order by version desc limit 1) as last
            """;
    private static final String OUTBOX = """
            insert into %s.outbox (id, aggregatetype, aggregateid, type, payload, causation_id, traceparent)
            select id, ?, saga_id, type, payload::json, causation_id, traceparent
            from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                as row (id, saga_id, type, payload, causation_id, traceparent)
            """;
    private static final String IN_FLIGHT = """
            insert into %s.in_flight as known (saga_type, saga_id, state, since, due_at, version, traceparent)
            select ?, row.saga_id, row.state, now(),
                case when row.keep then before.due_at else now() + row.due_in * interval '1 microsecond' end,
                row.version, row.traceparent
            from unnest(?::text[], ?::text[], ?::boolean[], ?::bigint[], ?::bigint[], ?::text[])
                as row (saga_id, state, keep, due_in, version, traceparent)
            left join %s.in_flight before on before.saga_type = ? and before.saga_id = row.saga_id
            on conflict (saga_type, saga_id) do update set
                state = excluded.state,
                since = case when known.state = excluded.state then known.since else excluded.since end,
                due_at = excluded.due_at,
                version = excluded.version,
                traceparent = excluded.traceparent
            """;
    private static final String DEADLINE_OVER = """
            update %s.in_flight set due_at = null
            from unnest(?::text[], ?::bigint[]) as row (saga_id, set_at)
            where saga_type = ? and in_flight.saga_id = row.saga_id and in_flight.version = row.set_at
            """;
    private static final String ENDED = "delete from %s.in_flight where saga_type = ? and saga_id = any (?::text[])";

    private final Schema schema;
    private final Saga<?, ?, E> saga;
    private final Codec codec;
    private final InboxTable inbox;
    private final DeadLetterTable deadLetters;

    BatchWriter(Schema schema, Saga<?, ?, E> saga, Codec codec) {
        this.schema = schema;
        this.saga = saga;
        this.codec = codec;
        this.inbox = new InboxTable(schema, saga.type());
        this.deadLetters = new DeadLetterTable(schema, saga.type(), codec);
    }

    /**
     * Writes all of it.
     *
     * @return the time of the transaction
     * @throws Database.Undo if a commit is not possible; the caller rolls back
     */
    Instant write(Connection connection, List<Commit<E>> commits) throws SQLException {
        List<Commit<E>> bySaga =
                commits.stream().sorted(Comparator.comparing(Commit::sagaId)).toList();
        Instant now = inbox.insert(connection, bySaga);
        insertEvents(connection, bySaga);
        checkVersions(connection, bySaga);
        insertCommands(connection, bySaga);
        moveSagas(connection, bySaga);
        deadLetters.remove(connection, retried(commits));
        deadLetters.insert(
                connection,
                commits.stream()
                        .flatMap(commit -> commit.deadLetters().stream())
                        .toList());
        return now;
    }

    private static List<Intake.Retried> retried(List<? extends Commit<?>> commits) {
        return commits.stream()
                .map(Commit::intake)
                .filter(Intake.Retried.class::isInstance)
                .map(Intake.Retried.class::cast)
                .toList();
    }

    /** Which of the dead letters that these commits retry are kept. */
    Set<Long> kept(Connection connection, List<? extends Commit<?>> commits) throws SQLException {
        return deadLetters.kept(connection, retried(commits));
    }

    /**
     * An event is appended if it does not exist, and the one before it does: no writer can be ahead or behind. The one
     * before it is locked, in a mode that writers share, so that a purge cannot take the saga away meanwhile.
     */
    private void insertEvents(Connection connection, List<Commit<E>> commits) throws SQLException {
        var rows = new Columns("text", "bigint", "bool", "text", "text", "text");
        String lastSaga = "";
        for (Commit<E> commit : commits) {
            for (RecordedEvent<E> recorded : commit.events()) {
                boolean firstOfSaga = !commit.sagaId().equals(lastSaga);
                lastSaga = commit.sagaId();
                rows.add(
                        commit.sagaId(),
                        recorded.version(),
                        firstOfSaga && recorded.version() > 1,
                        saga.events().nameOf(recorded.event()),
                        json(recorded.event()),
                        commit.message().value());
            }
        }
        if (!rows.isEmpty()) {
            try (var statement = prepare(connection, EVENT)) {
                rows.bind(connection, statement, 2);
                statement.setString(8, saga.type());
                if (statement.executeUpdate() != rows.rows()) {
                    throw new Database.Undo();
                }
            }
        }
    }

    /** What was judged without recording an event was judged at a version, too. */
    private void checkVersions(Connection connection, List<Commit<E>> commits) throws SQLException {
        Map<String, Long> expected = new HashMap<>();
        Set<String> appended = new HashSet<>();
        for (Commit<E> commit : commits) {
            if (!commit.events().isEmpty()) {
                appended.add(commit.sagaId());
            } else if (commit.expectedVersion() != Commit.ANY_VERSION) {
                expected.putIfAbsent(commit.sagaId(), commit.expectedVersion());
            }
        }
        expected.keySet().removeAll(appended);
        if (!expected.isEmpty()) {
            Map<String, Long> stored = versions(connection, expected.keySet());
            expected.forEach((id, version) -> {
                if (!version.equals(stored.getOrDefault(id, 0L))) {
                    throw new Database.Undo();
                }
            });
        }
    }

    /** The stored versions of these sagas; unknown ones are missing. */
    Map<String, Long> versions(Connection connection, Collection<String> sagaIds) throws SQLException {
        var ids = new Columns("text");
        sagaIds.forEach(ids::add);
        Map<String, Long> versions = new HashMap<>();
        try (var statement = connection.prepareStatement(schema.in(VERSIONS))) {
            ids.bind(connection, statement, 1);
            statement.setString(2, saga.type());
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    versions.put(result.getString(1), result.getLong(2));
                }
            }
        }
        return versions;
    }

    private void insertCommands(Connection connection, List<Commit<E>> commits) throws SQLException {
        var rows = new Columns("uuid", "text", "text", "text", "text", "text");
        for (Commit<E> commit : commits) {
            for (Outgoing outgoing : commit.commands()) {
                rows.add(
                        outgoing.id(),
                        commit.sagaId(),
                        outgoing.type(),
                        json(outgoing.command()),
                        commit.message().value(),
                        commit.traceparent());
            }
        }
        if (!rows.isEmpty()) {
            try (var statement = prepare(connection, OUTBOX)) {
                rows.bind(connection, statement, 2);
                statement.executeUpdate();
            }
        }
    }

    private void moveSagas(Connection connection, List<Commit<E>> commits) throws SQLException {
        Map<String, Moved> last = new TreeMap<>();
        var over = new Columns("text", "bigint");
        for (Commit<E> commit : commits) {
            if (commit.standing() instanceof Standing.DeadlineOver deadline) {
                over.add(commit.sagaId(), deadline.setAt());
            } else if (!(commit.standing() instanceof Standing.Unchanged)) {
                long version = commit.expectedVersion() + commit.events().size();
                var moved = new Moved(commit.standing(), version, commit.traceparent());
                last.merge(commit.sagaId(), moved, Moved::then);
            }
        }
        var inFlight = new Columns("text", "text", "bool", "bigint", "bigint", "text");
        var ended = new Columns("text");
        last.forEach((id, moved) -> {
            if (moved.standing() instanceof Standing.InFlight to) {
                boolean keep = to.deadline() instanceof Standing.Deadline.Keep;
                Long dueIn = to.deadline() instanceof Standing.Deadline.Set set
                        ? set.in().toNanos() / 1_000
                        : null;
                inFlight.add(id, to.state(), keep, dueIn, moved.version(), moved.traceparent());
            } else {
                ended.add(id);
            }
        });
        if (!over.isEmpty()) {
            try (var statement = connection.prepareStatement(schema.in(DEADLINE_OVER))) {
                over.bind(connection, statement, 1);
                statement.setString(3, saga.type());
                statement.executeUpdate();
            }
        }
        if (!inFlight.isEmpty()) {
            try (var statement = prepare(connection, IN_FLIGHT)) {
                inFlight.bind(connection, statement, 2);
                statement.setString(8, saga.type());
                statement.executeUpdate();
            }
        }
        if (!ended.isEmpty()) {
            try (var statement = prepare(connection, ENDED)) {
                ended.bind(connection, statement, 2);
                statement.executeUpdate();
            }
        }
    }

    /** Prepares a statement whose first parameter is the saga's type. */
    private PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(schema.in(sql));
        statement.setString(1, saga.type());
        return statement;
    }

    private String json(Object record) {
        return new String(codec.encode(record), StandardCharsets.UTF_8);
    }

    /** Where a saga stands after several commits of one batch. */
    private record Moved(Standing standing, long version, String traceparent) {
        Moved then(Moved next) {
            boolean keeps =
                    next.standing instanceof Standing.InFlight to && to.deadline() instanceof Standing.Deadline.Keep;
            if (keeps && standing instanceof Standing.InFlight before) {
                var to = (Standing.InFlight) next.standing;
                return new Moved(new Standing.InFlight(to.state(), before.deadline()), next.version, next.traceparent);
            }
            return next;
        }
    }
}
