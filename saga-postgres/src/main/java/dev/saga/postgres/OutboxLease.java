package dev.saga.postgres;

import java.time.Duration;
import java.util.UUID;

/** The right to publish one shard of the outbox: a row that names its holder and when that ends, on the server's clock. */
final class OutboxLease {
    private static final Duration LEASE = Duration.ofSeconds(6);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);
    private static final String ACQUIRE = """
            insert into %s.outbox_lease as lease (saga_type, shard, holder, expires_at)
            values (?, ?, ?, now() + ? * interval '1 microsecond')
            on conflict (saga_type, shard) do update set holder = excluded.holder, expires_at = excluded.expires_at
            where lease.holder = excluded.holder or lease.expires_at < now()
            """;
    private static final String RELEASE =
            "delete from %s.outbox_lease where saga_type = ? and shard = ? and holder = ?";
    private static final String REMOVE_ENDED = "delete from %s.outbox_lease where saga_type = ? and expires_at < now()";

    private final Database database;
    private final Schema schema;
    private final String sagaType;
    private final long shard;
    private final UUID holder;
    private long askAgainAt = System.nanoTime();
    private boolean held;

    OutboxLease(Database database, Schema schema, String sagaType, long shard, UUID holder) {
        this.database = database;
        this.schema = schema;
        this.sagaType = sagaType;
        this.shard = shard;
        this.holder = holder;
    }

    /** Takes it or makes it last longer; asks once a second. */
    boolean acquire() {
        long asked = System.nanoTime();
        if (asked - askAgainAt < 0) {
            return held;
        }
        var take = new Query(schema.in(ACQUIRE), sagaType, shard, holder, LEASE);
        held = database.read("cannot take the outbox's lease", take::update) == 1;
        askAgainAt = asked + ASK_AGAIN.toNanos();
        return held;
    }

    void release() {
        held = false;
        askAgainAt = System.nanoTime();
        database.read(
                "cannot give the outbox's lease back", new Query(schema.in(RELEASE), sagaType, shard, holder)::update);
    }

    /** Removes the rows that processes which died have left. One that ended means the same as none. */
    void removeEnded() {
        database.read("cannot remove leases that have ended", new Query(schema.in(REMOVE_ENDED), sagaType)::update);
    }
}
