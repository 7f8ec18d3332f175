package dev.saga.postgres;

import dev.saga.deadletter.RetryPolicy;
import dev.saga.message.Codec;
import dev.saga.message.MessageId;
import dev.saga.orchestrator.Commit;
import dev.saga.orchestrator.CommitResult;
import dev.saga.orchestrator.Judgement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Finds out which commits of a batch stand in its way. */
final class Conflicts {
    private static final String VERSIONS =
            "select row.saga_id, last.version from unnest(?::text[]) as row (saga_id)" + EventTable.NUMBERED + """
            cross join lateral (
                select version from %s.event where event.saga_type = ? and event.number = first.number
                order by version desc limit 1) as last
            """;
    private static final String RECORDED =
            "select row.saga_id, event.message_id from unnest(?::text[]) as row (saga_id)" + EventTable.NUMBERED + """
            join %s.event on event.saga_type = ? and event.number = first.number
            """;

    private final Schema schema;
    private final String sagaType;
    private final DeadLetterTable deadLetters;
    private final StuckTable stuck;

    Conflicts(Schema schema, String sagaType, Codec codec, RetryPolicy policy) {
        this.schema = schema;
        this.sagaType = sagaType;
        this.deadLetters = new DeadLetterTable(schema, sagaType, codec, policy);
        this.stuck = new StuckTable(schema, sagaType);
    }

    /** What is to be said to each commit now. */
    <E> CommitResult judge(Connection connection, List<Commit<E>> commits) throws SQLException {
        var ids = new Columns("text");
        List<String> sagaIds = commits.stream().map(Commit::sagaId).distinct().toList();
        sagaIds.forEach(ids::add);
        var messages = new Columns("text", "uuid");
        commits.forEach(commit -> messages.add(commit.sagaId(), commit.message().key()));
        Map<String, Long> versions = new HashMap<>();
        Map<String, Set<UUID>> handled = new HashMap<>();
        var questions = new RoundTrip();
        questions.read(Conflicts::requireReadCommitted, "select current_setting('transaction_isolation')");
        questions.read(
                row -> versions.put(row.getString(1), row.getLong(2)), schema.in(VERSIONS), ids, sagaType, sagaType);
        questions.read(
                row -> add(handled, row, MessageId.of(row.getString(2)).key()),
                schema.in(RECORDED),
                ids,
                sagaType,
                sagaType);
        questions.read(
                row -> add(handled, row, row.getObject(2, UUID.class)), schema.in(InboxTable.ROWS), messages, sagaType);
        questions.run(connection);
        Set<Long> kept = deadLetters.kept(connection, commits);
        Map<String, Long> stuckAt = stuck.first(connection, sagaIds);
        var outcomes = Judgement.of(
                commits,
                id -> versions.getOrDefault(id, 0L),
                (id, message) -> handled.getOrDefault(id, Set.of()).contains(message),
                kept::contains,
                id -> stuckAt.getOrDefault(id, 0L));
        return new CommitResult(outcomes, Instant.EPOCH);
    }

    /** Under another one, what is in the way may not be seen here, and would be met again and again. */
    private static void requireReadCommitted(ResultSet row) throws SQLException {
        if (!row.getString(1).equals("read committed")) {
            throw new IllegalStateException(
                    "the transaction's isolation is %s; sagas are stored under READ COMMITTED, which their locks are made for: set it on the connection, or as the default of the database or role"
                            .formatted(row.getString(1)));
        }
    }

    private static void add(Map<String, Set<UUID>> handled, ResultSet row, UUID message) throws SQLException {
        handled.computeIfAbsent(row.getString(1), id -> new HashSet<>()).add(message);
    }
}
