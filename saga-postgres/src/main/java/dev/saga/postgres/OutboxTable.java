package dev.saga.postgres;

import dev.saga.message.Outbound;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Reads and clears the outbox, a shard at a time, for one thread. */
final class OutboxTable {
    private static final String COMMANDS = """
            select position, id, aggregateid, type, causation_id, traceparent, recorded_at, expires_at, payload::text,
                pg_current_snapshot()::text
            from %s.outbox where aggregatetype = ? and shard = ? and position > ?
            """;
    private static final String IN_ORDER = " order by position limit ?";
    private static final String FRONT = COMMANDS + IN_ORDER;
    private static final String BEHIND =
            COMMANDS + " and pg_visible_in_snapshot(written_by, ?::pg_snapshot)" + IN_ORDER;
    /** A snapshot in which nothing is visible. */
    private static final String NOTHING = "3:3:";

    private static final String REMOVE = "delete from %s.outbox"
            + " where aggregatetype = ? and shard = ? and position between ? and ? and position = any (?::bigint[])";
    private static final String ORPHANED = """
            with recursive known (shard) as (
                (select shard from %s.outbox where aggregatetype = ? and shard > 0 order by shard limit 1)
                union all
                select (select shard from %s.outbox where aggregatetype = ? and shard > known.shard
                    order by shard limit 1)
                from known where known.shard is not null)
            select known.shard from known
            where known.shard is not null and not exists (
                select from %s.outbox_lease as lease
                where saga_type = ? and lease.shard = known.shard and expires_at >= now())
            """;
    private static final String IN_SHARDS = """
            select distinct aggregateid from %s.outbox
            where aggregatetype = ? and shard > 0 and aggregateid = any (?::text[])
            """;

    private final Schema schema;
    private final String sagaType;
    private String lookBegan = NOTHING;

    OutboxTable(Schema schema, String sagaType) {
        this.schema = schema;
        this.sagaType = sagaType;
    }

    /**
     * A page of a look that begins at position 0. Positions are given before commits, so a command may appear among those
     * that were read already; what its saga recorded with it or after it is not for this look then, nor is anything else
     * that was not committed when the look began; and where nothing was at the front, nothing is behind it.
     */
    List<Outbound<byte[]>> pendingAfter(Connection connection, long shard, long position, int most)
            throws SQLException {
        boolean front = position == 0;
        if (front) {
            lookBegan = NOTHING;
        }
        var query = front
                ? new Query(schema.in(FRONT), sagaType, shard, position, most)
                : new Query(schema.in(BEHIND), sagaType, shard, position, lookBegan, most);
        return query.list(connection, row -> {
            if (front && row.isFirst()) {
                lookBegan = row.getString(10);
            }
            return new Outbound<>(
                    row.getLong(1),
                    row.getObject(2, UUID.class),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    Query.time(row, "recorded_at"),
                    Query.maybeTime(row, "expires_at"),
                    row.getString(9).getBytes(StandardCharsets.UTF_8));
        });
    }

    /** What was published lies close together: one walk along the index, instead of a descent for each. */
    int remove(Connection connection, long shard, Collection<Outbound<byte[]>> published) throws SQLException {
        var positions = new Columns("bigint");
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (Outbound<byte[]> command : published) {
            positions.add(command.position());
            first = Math.min(first, command.position());
            last = Math.max(last, command.position());
        }
        return new Query(schema.in(REMOVE), sagaType, shard, first, last, positions).update(connection);
    }

    /** The shards that have commands and no holder. */
    List<Long> orphaned(Connection connection) throws SQLException {
        return new Query(schema.in(ORPHANED), sagaType, sagaType, sagaType).list(connection, row -> row.getLong(1));
    }

    /** Those of these sagas that have commands in some process's shard. */
    Set<String> inShards(Connection connection, Collection<String> sagaIds) throws SQLException {
        return Set.copyOf(new Query(schema.in(IN_SHARDS), sagaType, Query.texts(sagaIds))
                .list(connection, row -> row.getString(1)));
    }
}
