package dev.saga.simulation;

import dev.saga.message.Outbound;
import dev.saga.outbox.Outbox;
import dev.saga.saga.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All of the outbox that no living process is about to publish itself: nobody's shard, in which a saga's commands wait
 * while it has some in another shard, and in turns with it the shards without a holder.
 */
final class RestOutbox implements Outbox<Command> {
    private static final Duration LOOK_FOR_ORPHANS = Duration.ofSeconds(1);

    private final Shards shards;
    private final boolean holdsBack;
    private final ShardLease lease;
    private List<Long> orphaned = List.of();
    private long lookAgainAt;
    private final Set<String> heldBack = new HashSet<>();
    private long shard = Shards.NOBODYS;

    /** With {@code holdsBack} as it has to be; without, it is broken. */
    RestOutbox(Shards shards, boolean holdsBack) {
        this.shards = shards;
        this.holdsBack = holdsBack;
        this.lease = new ShardLease(shards, Shards.NOBODYS);
        this.lookAgainAt = shards.now();
    }

    @Override
    public boolean acquire() {
        if (!lease.acquire()) {
            return false;
        }
        long now = shards.now();
        if (now - lookAgainAt >= 0) {
            orphaned = shards.orphaned();
            lookAgainAt = now + LOOK_FOR_ORPHANS.toNanos();
        }
        return true;
    }

    @Override
    public void release() {
        lease.release();
    }

    @Override
    public List<Outbound<Command>> pendingAfter(long position, int most) {
        if (position == 0) {
            shard = nextShard();
            heldBack.clear();
        }
        return shard == Shards.NOBODYS && holdsBack
                ? ready(position, most)
                : shards.pendingAfter(shard, position, most);
    }

    private List<Outbound<Command>> ready(long position, int most) {
        var ready = new ArrayList<Outbound<Command>>();
        long seen = position;
        boolean more = true;
        while (more && ready.size() < most) {
            var read = shards.pendingAfter(shard, seen, most);
            for (Outbound<Command> command : read) {
                if (shards.isInShards(command.sagaId())) {
                    heldBack.add(command.sagaId());
                }
                if (ready.size() < most && !heldBack.contains(command.sagaId())) {
                    ready.add(command);
                }
                seen = command.position();
            }
            more = read.size() == most;
        }
        return ready;
    }

    @Override
    public void remove(Collection<Outbound<Command>> published) {
        shards.remove(shard, published);
    }

    private long nextShard() {
        int next = shard == Shards.NOBODYS ? 0 : orphaned.indexOf(shard) + 1;
        return next < orphaned.size() ? orphaned.get(next) : Shards.NOBODYS;
    }
}
