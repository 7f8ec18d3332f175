package dev.saga.postgres;

import dev.saga.deadline.Deadlines;
import dev.saga.deadline.DueDeadline;
import java.util.List;
import javax.sql.DataSource;

/** The deadlines of one kind of saga on PostgreSQL, by the server's clock. */
public final class PostgresDeadlines implements Deadlines {
    private static final String DUE = """
            select saga_id, state, version, traceparent from %s.in_flight
            where saga_type = ? and due_at <= now() order by due_at limit ?
            """;

    private final Database database;
    private final Schema schema;
    private final String sagaType;

    /** The deadlines of this kind of saga. */
    public PostgresDeadlines(DataSource pool, Schema schema, String sagaType) {
        this.database = new Database.Pooled(pool);
        this.schema = schema;
        this.sagaType = sagaType;
    }

    @Override
    public List<DueDeadline> due(int most) {
        var query = new Query(schema.in(DUE), sagaType, most);
        return database.read(
                "cannot read the deadlines",
                connection -> query.list(
                        connection,
                        row -> new DueDeadline(row.getString(1), row.getString(2), row.getLong(3), row.getString(4))));
    }
}
