package dev.saga.orchestrator;

import dev.saga.deadline.DueDeadline;
import dev.saga.message.Inbound;
import dev.saga.message.Outcome;
import dev.saga.observe.SagaObserver;
import dev.saga.saga.Saga;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The one loop: takes a batch of messages, loads what it needs of their sagas, steps each message in memory, and commits
 * inbox, events, commands, deadlines and dead letters of the whole batch in one transaction.
 *
 * <p>Not safe for use by several threads: each thread has its own, and any number of them, in any number of processes,
 * may work on one store. The optimistic lock lets one writer of a saga win, and the others redo their step on what the
 * winner stored.
 *
 * <p>A crash at any point leaves the batch either stored or not; delivering it again has no second effect.
 *
 * @param <S> the saga's states
 * @param <I> the saga's inputs
 * @param <E> the saga's events
 */
public final class SagaOrchestrator<S, I, E> {
    /** A booking can cause a thousand rows: a transaction is bounded by its rows, so that it ends in time. */
    private static final int MOST_ROWS = 20_000;

    private final Saga<S, I, E> saga;
    private final SagaStore<E> store;
    private final SagaObserver observer;
    private final AggregateCache<S, I, E> cache;

    /**
     * @param saga the rules
     * @param store where histories are kept
     * @param observer who watches
     * @param room how much of the sagas in flight is kept in memory between batches: the sum of one, the
     *     {@linkplain Saga#size parts} and the handled messages of each; 0 reads every saga from the store
     */
    public SagaOrchestrator(Saga<S, I, E> saga, SagaStore<E> store, SagaObserver observer, long room) {
        this.saga = saga;
        this.store = store;
        this.observer = observer;
        this.cache = new AggregateCache<>(room);
    }

    /**
     * Handles these deliveries, in order, in one transaction (in several, if they cause very many rows). When it returns, all of it is durable, and the
     * deliveries may be acknowledged.
     *
     * <p>A message that cannot be read, contradicts its saga, or fails its saga's own code becomes a dead letter in the
     * same transaction; it takes no other message with it. The saga whose code failed is stuck from then on: what comes
     * for it later becomes a dead letter behind that one, and waits its turn.
     *
     * @return what became of each delivery, in order
     * @throws StoreUnavailable if the store does not answer now; deliver the same batch again later
     * @throws StoreRefused if it does not even take the dead letter of a message that it refused; an operator has to look
     *     why, and until then the same batch is to be delivered again
     * @throws IllegalStateException if the store cannot work as it is set up; the message says what has to change
     */
    public List<Outcome> handle(List<Delivery<I>> deliveries) {
        var observations = new ArrayList<SagaObserver.Observation>(deliveries.size());
        for (Delivery<I> delivery : deliveries) {
            observations.add(observer.begin(saga.type(), delivery.message()));
        }
        var outcomes = new ArrayList<Outcome>(deliveries.size());
        try {
            handle(deliveries, observations, outcomes);
            return outcomes;
        } catch (RuntimeException | Error e) {
            if (e instanceof StoreUnavailable) {
                cache.clear(); // another server may answer now, which need not have the last moments of this one
            }
            observations.subList(outcomes.size(), observations.size()).forEach(observation -> observation.failed(e));
            throw e;
        }
    }

    /**
     * Gives elapsed deadlines to their sagas.
     *
     * @return what became of each, in order
     * @throws StoreUnavailable if the store does not answer now; they stay due
     */
    public List<Outcome> fire(List<DueDeadline> due) {
        return handle(due.stream()
                .map(deadline -> new Delivery<>(
                        Inbound.internal(deadline.messageId(), DueDeadline.TYPE, deadline.traceparent()),
                        new Delivery.Elapsed<I>(deadline)))
                .toList());
    }

    private void handle(
            List<Delivery<I>> deliveries, List<SagaObserver.Observation> observations, List<Outcome> outcomes) {
        Set<Batch.Handled> handledElsewhere = new HashSet<>();
        Set<String> conflicting = new HashSet<>();
        int done = 0;
        while (done < deliveries.size()) {
            var rest = deliveries.subList(done, deliveries.size());
            var observed = observations.subList(done, observations.size());
            try {
                done += attempt(
                        rest,
                        observed,
                        outcomes,
                        handledElsewhere,
                        conflicting,
                        (batch, i) -> batch.step(rest.get(i), traceparent(rest.get(i), observed.get(i))));
            } catch (StoreRefused e) {
                narrow(rest, observed, outcomes, e);
                return;
            }
        }
    }

    /** Something in the batch cannot be stored: halve it until the message stands alone, and bury that one. */
    private void narrow(
            List<Delivery<I>> deliveries,
            List<SagaObserver.Observation> observations,
            List<Outcome> outcomes,
            StoreRefused refused) {
        int size = deliveries.size();
        if (size > 1) {
            int half = size / 2;
            handle(deliveries.subList(0, half), observations.subList(0, half), outcomes);
            handle(deliveries.subList(half, size), observations.subList(half, size), outcomes);
        } else {
            Delivery<I> only = deliveries.get(0);
            attempt(
                    deliveries,
                    observations,
                    outcomes,
                    new HashSet<>(),
                    new HashSet<>(),
                    (batch, i) -> batch.poison(only, refused));
        }
    }

    /**
     * Handles as many of the deliveries, from the first on, as one transaction should hold.
     *
     * @param handledElsewhere what conflicts have taught of the inbox, and will
     * @param conflicting the sagas of these conflicts
     * @return how many, at least one
     */
    private int attempt(
            List<Delivery<I>> deliveries,
            List<SagaObserver.Observation> observations,
            List<Outcome> outcomes,
            Set<Batch.Handled> handledElsewhere,
            Set<String> conflicting,
            BiConsumer<Batch<S, I, E>, Integer> stepper) {
        while (true) {
            var drafts = Drafts.of(deliveries, saga, store, cache, conflicting);
            var batch = new Batch<>(saga, drafts.byId(), drafts.corrupt(), handledElsewhere);
            int stepped = 0;
            while (stepped < drafts.known() && batch.rows() < MOST_ROWS) {
                stepper.accept(batch, stepped++);
            }
            CommitResult result = commit(batch, drafts.byId());
            if (result.committed()) {
                remember(drafts.byId(), result.recordedAt());
                for (int i = 0; i < stepped; i++) {
                    Planned<S, I, E> planned = batch.planned().get(i);
                    outcomes.add(planned.outcome());
                    observations.get(i).committed(planned.report(saga.type(), result.recordedAt()));
                }
                return stepped;
            }
            evictConflicting(batch.commits(), result, conflicting, handledElsewhere);
        }
    }

    /** A failed commit may or may not be durable, so what was built on is read again. */
    private CommitResult commit(Batch<S, I, E> batch, Map<String, Draft<S, I, E>> drafts) {
        if (batch.commits().isEmpty()) {
            return new CommitResult(List.of(), Instant.EPOCH);
        }
        try {
            return store.commit(batch.commits());
        } catch (RuntimeException | Error e) {
            drafts.keySet().forEach(cache::evict);
            throw e;
        }
    }

    private void remember(Map<String, Draft<S, I, E>> drafts, Instant recordedAt) {
        drafts.forEach((id, draft) -> {
            boolean inFlight =
                    draft.aggregate().version() > 0 && !draft.aggregate().ended();
            if (inFlight && !draft.stuck()) {
                cache.put(id, draft.committed(recordedAt));
            } else {
                cache.evict(id);
            }
        });
    }

    private void evictConflicting(
            List<Commit<E>> commits,
            CommitResult result,
            Set<String> conflicting,
            Set<Batch.Handled> handledElsewhere) {
        Set<String> overtaken = new HashSet<>();
        for (int i = 0; i < commits.size(); i++) {
            Commit<E> commit = commits.get(i);
            CommitOutcome outcome = result.outcomes().get(i);
            if (outcome == CommitOutcome.ALREADY_HANDLED) {
                handledElsewhere.add(
                        new Batch.Handled(commit.sagaId(), commit.message().key()));
            } else if (outcome == CommitOutcome.VERSION_CONFLICT && commit.expectedVersion() > 0) {
                overtaken.add(commit.sagaId());
            }
            if (outcome != CommitOutcome.COMMITTED) {
                conflicting.add(commit.sagaId());
                cache.evict(commit.sagaId());
            }
        }
        if (!overtaken.isEmpty()) {
            observer.conflict(saga.type(), overtaken.size());
        }
    }

    private String traceparent(Delivery<I> delivery, SagaObserver.Observation observation) {
        String own = observation.traceparent();
        return own.isEmpty() ? delivery.message().traceparent() : own;
    }
}
