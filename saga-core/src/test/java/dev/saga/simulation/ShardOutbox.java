package dev.saga.simulation;

import dev.saga.message.Outbound;
import dev.saga.outbox.Outbox;
import dev.saga.saga.Command;
import java.util.Collection;
import java.util.List;

/** The part of the outbox that one process fills and publishes itself. */
final class ShardOutbox implements Outbox<Command> {
    private final Shards shards;
    private final long number;
    private final ShardLease lease;

    ShardOutbox(Shards shards, long number) {
        this.shards = shards;
        this.number = number;
        this.lease = new ShardLease(shards, number);
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
    public List<Outbound<Command>> pendingAfter(long position, int most) {
        return shards.pendingAfter(number, position, most);
    }

    @Override
    public void remove(Collection<Outbound<Command>> published) {
        shards.remove(number, published);
    }
}
