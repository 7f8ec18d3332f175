package dev.saga.postgres;

import dev.saga.message.Outbound;
import dev.saga.outbox.Outbox;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The outbox of one kind of saga on PostgreSQL. The right to publish is a row that names its holder and when that ends,
 * on the server's clock. Not safe for use by several threads: one relay has it.
 */
public final class PostgresOutbox implements Outbox<byte[]> {
    private static final Duration LEASE = Duration.ofSeconds(6);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);
    private static final String ACQUIRE = """
            insert into %s.outbox_lease as lease (saga_type, holder, expires_at)
            values (?, ?, now() + ? * interval '1 millisecond')
            on conflict (saga_type) do update set holder = excluded.holder, expires_at = excluded.expires_at
            where lease.holder = excluded.holder or lease.expires_at < now()
            """;
    private static final String RELEASE = "delete from %s.outbox_lease where saga_type = ? and holder = ?";
    private static final String PENDING = """
            select position, id, aggregateid, type, causation_id, traceparent, recorded_at, payload::text
            from %s.outbox where aggregatetype = ? and position > ? order by position limit ?
            """;
    private static final String REMOVE = "delete from %s.outbox"
            + " where aggregatetype = ? and position between ? and ? and position = any (?::bigint[])";

    private final Database database;
    private final Schema schema;
    private final String sagaType;
    private final UUID holder = UUID.randomUUID();
    private long askAgainAt = System.nanoTime();
    private boolean held;

    /** The outbox of this kind of saga. */
    public PostgresOutbox(DataSource pool, Schema schema, String sagaType) {
        this.database = new Database.Pooled(pool);
        this.schema = schema;
        this.sagaType = sagaType;
    }

    @Override
    public boolean acquire() {
        long asked = System.nanoTime();
        if (asked - askAgainAt < 0) {
            return held;
        }
        held = database.read("cannot take the outbox's lease", connection -> {
            try (var statement = connection.prepareStatement(schema.in(ACQUIRE))) {
                statement.setString(1, sagaType);
                statement.setObject(2, holder);
                statement.setLong(3, LEASE.toMillis());
                return statement.executeUpdate() == 1;
            }
        });
        askAgainAt = asked + ASK_AGAIN.toNanos();
        return held;
    }

    @Override
    public void release() {
        held = false;
        askAgainAt = System.nanoTime();
        database.read("cannot give the outbox's lease back", connection -> {
            try (var statement = connection.prepareStatement(schema.in(RELEASE))) {
                statement.setString(1, sagaType);
                statement.setObject(2, holder);
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public List<Outbound<byte[]>> pendingAfter(long position, int most) {
        return database.read("cannot read the outbox", connection -> {
            var pending = new ArrayList<Outbound<byte[]>>();
            try (var statement = connection.prepareStatement(schema.in(PENDING))) {
                statement.setString(1, sagaType);
                statement.setLong(2, position);
                statement.setInt(3, most);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        pending.add(new Outbound<>(
                                row.getLong(1),
                                row.getObject(2, UUID.class),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6),
                                row.getObject(7, OffsetDateTime.class).toInstant(),
                                row.getString(8).getBytes(StandardCharsets.UTF_8)));
                    }
                }
            }
            return pending;
        });
    }

    @Override
    public void remove(Collection<Outbound<byte[]>> published) {
        var positions = new Columns("bigint");
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (Outbound<byte[]> command : published) {
            positions.add(command.position());
            first = Math.min(first, command.position());
            last = Math.max(last, command.position());
        }
        remove(positions, first, last);
    }

    /** What was published lies close together: one walk along the index, instead of a descent for each. */
    private void remove(Columns positions, long first, long last) {
        database.transaction("cannot remove published commands", connection -> {
            try (var statement = connection.prepareStatement(schema.in(REMOVE))) {
                statement.setString(1, sagaType);
                statement.setLong(2, first);
                statement.setLong(3, last);
                positions.bind(connection, statement, 4);
                return statement.executeUpdate();
            }
        });
    }
}
