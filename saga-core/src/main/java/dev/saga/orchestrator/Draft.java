package dev.saga.orchestrator;

import dev.saga.saga.OrchestratorAggregate;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** One saga while a batch is stepped through it; forgotten if the commit fails. */
final class Draft<S, I, E> {
    private final AggregateCache.Cached<S, I, E> base;
    private final Set<UUID> handledNow = new HashSet<>();
    private OrchestratorAggregate<S, I, E> aggregate;

    Draft(AggregateCache.Cached<S, I, E> base) {
        this.base = base;
        this.aggregate = base.aggregate();
    }

    OrchestratorAggregate<S, I, E> aggregate() {
        return aggregate;
    }

    Instant startedAt() {
        return base.startedAt();
    }

    boolean knows(UUID message) {
        return base.handled().contains(message) || handledNow.contains(message);
    }

    void handled(UUID message, OrchestratorAggregate<S, I, E> next) {
        handledNow.add(message);
        aggregate = next;
    }

    /** The saga as it stands after the commit. */
    AggregateCache.Cached<S, I, E> committed(Instant recordedAt) {
        base.handled().addAll(handledNow);
        boolean isNew = base.aggregate().version() == 0;
        return AggregateCache.Cached.of(aggregate, base.handled(), isNew ? recordedAt : base.startedAt());
    }
}
