package dev.saga.orchestrator;

import dev.saga.message.MessageId;
import dev.saga.saga.OrchestratorAggregate;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** One saga while a batch is stepped through it; forgotten if the commit fails. */
final class Draft<S, I, E> {
    /** A saga seldom has several messages in one batch, and a batch has many sagas. */
    private static final int FEW = 1;

    private final AggregateCache.Cached<S, I, E> base;
    private final Set<UUID> handledNow = new HashSet<>(FEW);
    private OrchestratorAggregate<S, I, E> aggregate;
    private String stuckAt = "";

    Draft(AggregateCache.Cached<S, I, E> base) {
        this.base = base;
        this.aggregate = base.aggregate();
    }

    /** The saga, which is stuck at this dead letter, or is not if that is 0. */
    Draft(AggregateCache.Cached<S, I, E> base, long deadLetter) {
        this(base);
        if (deadLetter != 0) {
            this.stuckAt = "dead letter %d of this saga".formatted(deadLetter);
        }
    }

    boolean stuck() {
        return !stuckAt.isEmpty();
    }

    /** What it is stuck at, in words; empty if it is not stuck. */
    String stuckAt() {
        return stuckAt;
    }

    /** From now on it is stuck at this message. */
    void stuckAt(MessageId message) {
        if (!stuck()) {
            stuckAt = "the dead letter of message %s of this saga".formatted(message.value());
        }
    }

    OrchestratorAggregate<S, I, E> aggregate() {
        return aggregate;
    }

    Instant startedAt() {
        return base.startedAt();
    }

    boolean ownsAllCommands() {
        return base.ownsAllCommands();
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
        return AggregateCache.Cached.of(
                aggregate, base.handled(), isNew ? recordedAt : base.startedAt(), base.ownsAllCommands());
    }
}
