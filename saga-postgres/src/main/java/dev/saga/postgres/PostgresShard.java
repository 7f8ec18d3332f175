package dev.saga.postgres;

import dev.saga.message.Outbound;
import dev.saga.outbox.Outbox;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The part of the outbox that one process fills and publishes itself. It has a number that no other process ever gets,
 * and a lease that ends with its process: then {@link PostgresOutbox} has it, wherever that runs. Not safe for use by
 * several threads, {@link #number} excepted.
 */
public final class PostgresShard implements Outbox<byte[]> {
    private final Database database;
    private final OutboxTable table;
    private final OutboxLease lease;
    private final long number;

    private PostgresShard(Database database, OutboxTable table, OutboxLease lease, long number) {
        this.database = database;
        this.table = table;
        this.lease = lease;
        this.number = number;
    }

    /**
     * A shard with a new number. Removes what dead processes have left of their leases.
     *
     * @throws dev.saga.orchestrator.StoreUnavailable if the server does not answer
     */
    public static PostgresShard open(DataSource pool, Schema schema, String sagaType) {
        var database = new Database.Pooled(pool);
        var next = new Query("select nextval(?::regclass)", schema.quoted() + ".outbox_shard");
        long number = database.read(
                "cannot open a shard of the outbox", connection -> next.one(connection, row -> row.getLong(1)));
        var lease = new OutboxLease(database, schema, sagaType, number, UUID.randomUUID());
        lease.removeEnded();
        return new PostgresShard(database, new OutboxTable(schema, sagaType), lease, number);
    }

    /** Its number. */
    public long number() {
        return number;
    }

    @Override
    public boolean acquire() {
        return lease.acquire();
    }

    @Override
    public void release() {
        lease.release();
    }

    @Override
    public List<Outbound<byte[]>> pendingAfter(long position, int most) {
        return database.read(
                "cannot read the outbox", connection -> table.pendingAfter(connection, number, position, most));
    }

    @Override
    public void remove(Collection<Outbound<byte[]>> published) {
        database.transaction(
                "cannot remove published commands", connection -> table.remove(connection, number, published));
    }
}
