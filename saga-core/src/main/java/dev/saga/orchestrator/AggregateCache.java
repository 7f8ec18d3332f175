package dev.saga.orchestrator;

import dev.saga.saga.OrchestratorAggregate;
import dev.saga.saga.Saga;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The sagas that were used last, by id, as many as there is room for. An entry is right, or the commit that builds on it
 * conflicts: nothing needs to be read to trust it. But for a server that has lost its last moments, and to which somebody
 * else wrote as many events of that saga since: so an outage clears it. A saga that is stuck has none.
 */
final class AggregateCache<S, I, E> {
    private final Map<String, Cached<S, I, E>> entries = new LinkedHashMap<>(64, 0.75f, true);
    private final long room;
    private long taken;

    /** With room for sagas that have so many parts together. */
    AggregateCache(long room) {
        this.room = room;
    }

    @Nullable Cached<S, I, E> get(String sagaId) {
        return entries.get(sagaId);
    }

    void put(String sagaId, Cached<S, I, E> saga) {
        evict(sagaId);
        entries.put(sagaId, saga);
        taken += saga.parts();
        var eldest = entries.values().iterator();
        while (taken > room) {
            taken -= eldest.next().parts();
            eldest.remove();
        }
    }

    void clear() {
        entries.clear();
        taken = 0;
    }

    void evict(String sagaId) {
        Cached<S, I, E> gone = entries.remove(sagaId);
        if (gone != null) {
            taken -= gone.parts();
        }
    }

    /**
     * A saga.
     *
     * @param aggregate its state
     * @param handled the keys of the messages that were handled for it
     * @param startedAt when it started
     * @param ownsAllCommands whether all its commands were recorded here
     * @param parts how much room it takes
     */
    record Cached<S, I, E>(
            OrchestratorAggregate<S, I, E> aggregate,
            Set<UUID> handled,
            Instant startedAt,
            boolean ownsAllCommands,
            long parts) {

        static <S, I, E> Cached<S, I, E> of(
                OrchestratorAggregate<S, I, E> aggregate,
                Set<UUID> handled,
                Instant startedAt,
                boolean ownsAllCommands) {
            long parts = 1L + aggregate.saga().size(aggregate.state()) + handled.size();
            return new Cached<>(aggregate, handled, startedAt, ownsAllCommands, parts);
        }

        /** A saga of which nothing is known. */
        static <S, I, E> Cached<S, I, E> unknown(Saga<S, I, E> saga, String id) {
            return of(OrchestratorAggregate.start(saga, id), new HashSet<>(), Instant.EPOCH, true);
        }

        /**
         * What the store has of a saga.
         *
         * @throws dev.saga.saga.CorruptStream if it cannot be replayed
         */
        static <S, I, E> Cached<S, I, E> of(Saga<S, I, E> saga, String id, SagaStream<E> stream) {
            var aggregate = OrchestratorAggregate.rehydrate(saga, id, stream.events());
            boolean ownsAllCommands = aggregate.version() == 0;
            return of(aggregate, new HashSet<>(stream.handled()), stream.startedAt(), ownsAllCommands);
        }
    }
}
