package dev.saga.postgres;

import dev.saga.deadletter.StuckSaga;
import dev.saga.deadletter.StuckSagas;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** The stuck sagas of one kind on PostgreSQL, each call a statement over an index of what is parked. */
public final class PostgresStuckSagas implements StuckSagas {
    private static final String DUE = "select saga_id from (select distinct on (saga_id) saga_id, retry_at"
            + " from %s.dead_letter where saga_type = ? and " + StuckTable.PARKED
            + " order by saga_id, id) as first where retry_at <= now() order by retry_at, saga_id limit ?";
    private static final String STUCK =
            "select saga_id, (array_agg(first_failed_at order by id))[1] as since, min(id), count(*) - 1"
                    + " from %s.dead_letter where saga_type = ? and " + StuckTable.PARKED
                    + " and saga_id = any (?::text[]) group by saga_id";
    private static final String SIZE =
            "select count(distinct saga_id) from %s.dead_letter where saga_type = ? and " + StuckTable.PARKED;

    private final Database database;
    private final Schema schema;
    private final String sagaType;

    /** The stuck sagas of this kind. */
    public PostgresStuckSagas(DataSource pool, Schema schema, String sagaType) {
        this.database = new Database.Pooled(pool);
        this.schema = schema;
        this.sagaType = sagaType;
    }

    @Override
    public List<String> due(int most) {
        var query = new Query(schema.in(DUE), sagaType, most);
        return database.read(
                "cannot read what is to be tried again", connection -> query.list(connection, row -> row.getString(1)));
    }

    @Override
    public Map<String, StuckSaga> stuck(Collection<String> sagaIds) {
        return database.read("cannot read which sagas are stuck", connection -> {
            Map<String, StuckSaga> stuck = new HashMap<>();
            new Query(schema.in(STUCK), sagaType, Query.texts(sagaIds))
                    .forEach(
                            connection,
                            row -> stuck.put(
                                    row.getString(1),
                                    new StuckSaga(Query.time(row, "since"), row.getLong(3), row.getLong(4))));
            return stuck;
        });
    }

    @Override
    public long size() {
        var query = new Query(schema.in(SIZE), sagaType);
        return database.read(
                "cannot count the stuck sagas", connection -> query.one(connection, row -> row.getLong(1)));
    }
}
