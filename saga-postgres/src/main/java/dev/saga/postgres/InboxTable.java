package dev.saga.postgres;

import dev.saga.orchestrator.Commit;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;

/** Knows which messages were handled. */
final class InboxTable {
    private static final String INSERT = """
            with inserted as (
                insert into %s.inbox (saga_type, saga_id, message_key)
                select ?, saga_id, message_key from unnest(?::text[], ?::uuid[]) as row (saga_id, message_key)
                on conflict do nothing
                returning 1)
            select count(*), now() from inserted
            """;

    private final Schema schema;
    private final String sagaType;

    InboxTable(Schema schema, String sagaType) {
        this.schema = schema;
        this.sagaType = sagaType;
    }

    /**
     * Inserts the messages of these commits.
     *
     * @return the time of the transaction
     * @throws Database.Undo if one of them was handled already
     */
    Instant insert(Connection connection, List<? extends Commit<?>> commits) throws SQLException {
        var unknown = new Columns("text", "uuid");
        var maybeKnown = new Columns("text", "uuid");
        commits.stream()
                .sorted(Comparator.<Commit<?>, String>comparing(Commit::sagaId)
                        .thenComparing(commit -> commit.message().key()))
                .forEach(commit -> (commit.intake().explains(commit.sagaId()) ? maybeKnown : unknown)
                        .add(commit.sagaId(), commit.message().key()));
        if (!maybeKnown.isEmpty()) {
            insert(connection, maybeKnown, 0);
        }
        return insert(connection, unknown, unknown.rows());
    }

    private Instant insert(Connection connection, Columns rows, int fewest) throws SQLException {
        try (var statement = connection.prepareStatement(schema.in(INSERT))) {
            statement.setString(1, sagaType);
            rows.bind(connection, statement, 2);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                if (result.getInt(1) < fewest) {
                    throw new Database.Undo();
                }
                return result.getObject(2, OffsetDateTime.class).toInstant();
            }
        }
    }
}
