package dev.saga.simulation;

import dev.saga.booking.BookingEvent;
import dev.saga.memory.InMemoryStore;
import dev.saga.message.Outbound;
import dev.saga.saga.Command;
import dev.saga.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The outbox as the database has it, in shards, with a lease on each: what is left of processes that are gone. */
final class Shards {
    /** The number of the shard that is nobody's own. */
    static final long NOBODYS = 0;

    private static final Duration LEASE = Duration.ofSeconds(6);

    private final InMemoryStore<BookingEvent> store;
    private final ManualClock clock;
    private final TreeMap<Long, TreeMap<Long, Outbound<Command>>> rows = new TreeMap<>();
    private final Map<String, Integer> inShards = new HashMap<>();
    private final Map<Long, Lease> leases = new HashMap<>();
    private long lastNumber;
    private long lastPosition;

    private record Lease(Object holder, long endsAt) {}

    /** The store numbers commands in one line; they are taken from there as soon as they are recorded. */
    Shards(InMemoryStore<BookingEvent> store, ManualClock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** The database's time, in nanoseconds. */
    long now() {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }

    /** A number that no process has had. */
    long open() {
        return ++lastNumber;
    }

    /** The first of so many positions, which nobody else gets. */
    long reserve(int many) {
        lastPosition += many;
        return lastPosition - many + 1;
    }

    /** Takes what the store recorded last, all of it for nobody in particular. */
    void record() {
        record(Set.of(), NOBODYS);
    }

    /** Takes what the store recorded last; that of these sagas into the shard with that number, and returns it. */
    List<Outbound<Command>> record(Set<String> own, long number) {
        var recorded = store.pending(Integer.MAX_VALUE);
        return record(recorded, own, number, reserve(recorded.size()));
    }

    /** The same, at positions from this one on, which were reserved. */
    List<Outbound<Command>> record(Set<String> own, long number, long from) {
        return record(store.pending(Integer.MAX_VALUE), own, number, from);
    }

    private List<Outbound<Command>> record(List<Outbound<Command>> recorded, Set<String> own, long number, long from) {
        if (recorded.isEmpty()) {
            return List.of();
        }
        var handedOver = new ArrayList<Outbound<Command>>(recorded.size());
        long position = from;
        for (Outbound<Command> command : recorded) {
            var at = at(position++, command);
            boolean isOwn = number != NOBODYS && own.contains(command.sagaId());
            rows.computeIfAbsent(isOwn ? number : NOBODYS, is -> new TreeMap<>())
                    .put(at.position(), at);
            if (isOwn) {
                inShards.merge(at.sagaId(), 1, Integer::sum);
                handedOver.add(at);
            }
        }
        store.remove(recorded);
        return handedOver;
    }

    private static Outbound<Command> at(long position, Outbound<Command> is) {
        return position == is.position()
                ? is
                : new Outbound<>(
                        position,
                        is.id(),
                        is.sagaId(),
                        is.type(),
                        is.causationId(),
                        is.traceparent(),
                        is.recordedAt(),
                        is.expiresAt(),
                        is.body());
    }

    boolean take(long number, Object holder) {
        Lease lease = leases.get(number);
        boolean free = lease == null || lease.holder() == holder || lease.endsAt() < now();
        if (free) {
            leases.put(number, new Lease(holder, now() + LEASE.toNanos()));
        }
        return free;
    }

    void release(long number, Object holder) {
        leases.computeIfPresent(number, (is, lease) -> lease.holder() == holder ? null : lease);
    }

    List<Outbound<Command>> pendingAfter(long number, long position, int most) {
        var shard = rows.get(number);
        var pending = new ArrayList<Outbound<Command>>();
        if (shard != null) {
            for (Outbound<Command> command : shard.tailMap(position, false).values()) {
                if (pending.size() == most) {
                    break;
                }
                pending.add(command);
            }
        }
        return pending;
    }

    void remove(long number, Collection<Outbound<Command>> published) {
        var shard = rows.get(number);
        if (shard == null) {
            return;
        }
        for (Outbound<Command> command : published) {
            if (shard.remove(command.position()) != null && number != NOBODYS) {
                inShards.computeIfPresent(command.sagaId(), (is, many) -> many == 1 ? null : many - 1);
            }
        }
        if (shard.isEmpty()) {
            rows.remove(number);
        }
    }

    /** The shards that have commands and no holder. */
    List<Long> orphaned() {
        long now = now();
        return rows.tailMap(NOBODYS, false).keySet().stream()
                .filter(number ->
                        !leases.containsKey(number) || leases.get(number).endsAt() < now)
                .toList();
    }

    /** Whether this saga has commands in some process's shard. */
    boolean isInShards(String sagaId) {
        return inShards.containsKey(sagaId);
    }

    /** How many commands wait. */
    int waiting() {
        int waiting = 0;
        for (var shard : rows.values()) {
            waiting += shard.size();
        }
        return waiting;
    }

    /** How many shards have commands. */
    int parts() {
        return rows.size();
    }

    @Override
    public String toString() {
        return rows.toString();
    }
}
