package dev.saga.postgres;

import dev.saga.message.Outbound;
import dev.saga.outbox.Outbox;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * All of the outbox that no living process is about to publish itself: what was recorded for nobody in particular, and
 * the shards of processes that are gone. One process at a time has it, by a lease on the server's clock. Not safe for use
 * by several threads: one relay has it.
 *
 * <p>A saga's commands are in the shard of the process that started it, and from the moment on when another process
 * recorded one, here. So what is here waits while that saga has commands in a shard, which were recorded before.
 */
public final class PostgresOutbox implements Outbox<byte[]> {
    /** The number of the shard that is nobody's own. */
    static final long NOBODYS = 0;

    private static final Duration LOOK_FOR_ORPHANS = Duration.ofSeconds(1);

    private final Database database;
    private final OutboxTable table;
    private final OutboxLease lease;
    private List<Long> orphaned = List.of();
    private long lookAgainAt = System.nanoTime();
    private final Set<String> heldBack = new HashSet<>();
    private long shard = NOBODYS;

    /** The outbox of this kind of saga. */
    public PostgresOutbox(DataSource pool, Schema schema, String sagaType) {
        this.database = new Database.Pooled(pool);
        this.table = new OutboxTable(schema, sagaType);
        this.lease = new OutboxLease(database, schema, sagaType, NOBODYS, UUID.randomUUID());
    }

    @Override
    public boolean acquire() {
        if (!lease.acquire()) {
            return false;
        }
        long now = System.nanoTime();
        if (now - lookAgainAt >= 0) {
            orphaned = database.read("cannot look for orphaned commands", table::orphaned);
            lookAgainAt = now + LOOK_FOR_ORPHANS.toNanos();
        }
        return true;
    }

    @Override
    public void release() {
        lease.release();
    }

    /** {@inheritDoc} Each look from the front is at the next shard, so that none of them keeps the others waiting. */
    @Override
    public List<Outbound<byte[]>> pendingAfter(long position, int most) {
        if (position == 0) {
            shard = nextShard();
            heldBack.clear();
        }
        return database.read(
                "cannot read the outbox",
                connection -> shard == NOBODYS
                        ? ready(connection, position, most)
                        : table.pendingAfter(connection, shard, position, most));
    }

    @Override
    public int parts() {
        return orphaned.size() + 1;
    }

    /**
     * However much is held back, what is behind it is not. A saga that is held back once stays so until the next look
     * from the front: what was passed over must not be overtaken by what was recorded later.
     */
    private List<Outbound<byte[]>> ready(Connection connection, long position, int most) throws SQLException {
        var ready = new ArrayList<Outbound<byte[]>>();
        long seen = position;
        boolean more = true;
        while (more && ready.size() < most) {
            var read = table.pendingAfter(connection, NOBODYS, seen, most);
            if (!read.isEmpty()) {
                var sagas = read.stream().map(Outbound::sagaId).distinct().toList();
                heldBack.addAll(table.inShards(connection, sagas));
                read.stream()
                        .filter(command -> !heldBack.contains(command.sagaId()))
                        .limit(most - ready.size())
                        .forEach(ready::add);
                seen = read.get(read.size() - 1).position();
            }
            more = read.size() == most;
        }
        return ready;
    }

    @Override
    public void remove(Collection<Outbound<byte[]>> published) {
        database.transaction(
                "cannot remove published commands", connection -> table.remove(connection, shard, published));
    }

    private long nextShard() {
        int next = shard == NOBODYS ? 0 : orphaned.indexOf(shard) + 1;
        return next < orphaned.size() ? orphaned.get(next) : NOBODYS;
    }
}
