package dev.saga.orchestrator;

import dev.saga.deadletter.DeadLetter;
import dev.saga.deadletter.StoredDeadLetter;
import dev.saga.message.Outcome;
import dev.saga.observe.SagaObserver;
import dev.saga.saga.CorruptStream;
import dev.saga.saga.Saga;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The one loop for somebody who waits: takes one message, and answers instead of burying what its saga refuses. What is
 * refused changes nothing; everything else is one transaction, as for any delivery. Conflicts with other writers are
 * redone. A saga that is stuck takes nothing but the message that it is stuck at.
 *
 * <p>Safe for use by many threads: nothing is kept between two questions, and each is judged on what is stored.
 *
 * @param <S> the saga's states
 * @param <I> the saga's inputs
 * @param <E> the saga's events
 */
public final class SagaInquiry<S, I, E> {
    private final Saga<S, I, E> saga;
    private final SagaStore<E> store;
    private final SagaObserver observer;

    /**
     * @param saga the rules
     * @param store where histories are kept
     * @param observer who watches; a refusal is reported as rejected
     */
    public SagaInquiry(Saga<S, I, E> saga, SagaStore<E> store, SagaObserver observer) {
        this.saga = saga;
        this.store = store;
        this.observer = observer;
    }

    /**
     * Handles this delivery now. When it returns, what it changes is durable.
     *
     * @throws StoreUnavailable if the store does not answer now; asking again under the same identity has one effect
     */
    public Answer ask(Delivery<I> delivery) {
        return answer(delivery, Intake.DELIVERED)
                .orElseThrow(() -> new IllegalStateException("a delivery needs no dead letter"));
    }

    /**
     * Handles a dead letter again and lets it go, both or neither. One that is refused or a duplicate stays.
     *
     * @param delivery what the letter's message says today
     * @return empty if the letter is no longer kept; nothing was changed then
     * @throws StoreUnavailable if the store does not answer now
     */
    Optional<Answer> retry(StoredDeadLetter letter, Delivery<I> delivery) {
        if (letter.letter().parks()) {
            long first = stuckAt(letter.letter().sagaId());
            if (first != 0 && first != letter.id()) {
                return Optional.of(new Answer.Waits(first));
            }
        }
        return answer(delivery, new Intake.Retried(letter.id(), letter.letter().sagaId()));
    }

    /** The first dead letter that this saga is stuck at, 0 if it is not. */
    long stuckAt(String sagaId) {
        return store.stuckAt(List.of(sagaId)).getOrDefault(sagaId, 0L);
    }

    private Optional<Answer> answer(Delivery<I> delivery, Intake intake) {
        var observation = observer.begin(saga.type(), delivery.message());
        try {
            return settled(delivery, intake, observation);
        } catch (RuntimeException | Error e) {
            observation.failed(e);
            throw e;
        }
    }

    private Optional<Answer> settled(Delivery<I> delivery, Intake intake, SagaObserver.Observation observation) {
        String own = observation.traceparent();
        String traceparent = own.isEmpty() ? delivery.message().traceparent() : own;
        while (true) {
            var loaded = load(delivery, intake);
            var batch = loaded.batch();
            batch.step(delivery, traceparent);
            CommitResult result;
            try {
                result = commit(batch, intake);
            } catch (StoreRefused e) {
                batch = load(delivery, intake).batch();
                batch.poison(delivery, e);
                result = CommitResult.committed(0, Instant.EPOCH);
            }
            if (result.committed()) {
                observation.committed(batch.planned().get(0).report(saga.type(), result.recordedAt()));
                return Optional.of(answer(batch, loaded.heldBy()));
            }
            if (result.outcomes().contains(CommitOutcome.LETTER_GONE)) {
                var planned = batch.planned().get(0).undone(Outcome.DUPLICATE);
                observation.committed(planned.report(saga.type(), result.recordedAt()));
                return Optional.empty();
            }
            observer.conflict(saga.type(), 1);
        }
    }

    /** What is needed to step one message, and the dead letter that its saga is stuck at before it, 0 if there is none. */
    private record Loaded<S, I, E>(Batch<S, I, E> batch, long heldBy) {}

    /** The saga as it is stored. What the inbox has of a retried letter's own rejection does not count. */
    private Loaded<S, I, E> load(Delivery<I> delivery, Intake intake) {
        String id = delivery.sagaId();
        Map<String, Draft<S, I, E>> drafts = new HashMap<>();
        Map<String, CorruptStream> corrupt = new HashMap<>();
        long heldBy = 0;
        if (!id.isEmpty()) {
            try {
                SagaStream<E> stream = store.load(List.of(id)).getOrDefault(id, SagaStream.empty());
                var entry = AggregateCache.Cached.of(saga, id, stream);
                if (intake.explains(id)) {
                    entry.handled().remove(delivery.message().id().key());
                }
                heldBy = intake.isAt(stream.stuckAt()) ? 0 : stream.stuckAt();
                drafts.put(id, new Draft<>(entry, heldBy));
            } catch (CorruptStream e) {
                corrupt.put(id, e);
                long first = stuckAt(id);
                heldBy = intake.isAt(first) ? 0 : first;
                drafts.put(id, new Draft<>(AggregateCache.Cached.unknown(saga, id), heldBy));
            }
        }
        return new Loaded<>(new Batch<>(saga, drafts, corrupt, Set.of()), heldBy);
    }

    private CommitResult commit(Batch<S, I, E> batch, Intake intake) {
        boolean nothing = batch.commits().isEmpty() || refusal(batch).isPresent();
        return nothing
                ? CommitResult.committed(0, Instant.EPOCH)
                : store.commit(batch.commits().stream()
                        .map(commit -> commit.by(intake))
                        .toList());
    }

    private static Answer answer(Batch<?, ?, ?> batch, long heldBy) {
        Outcome outcome = batch.planned().get(0).outcome();
        return switch (outcome) {
            case APPLIED -> new Answer.Applied();
            case IGNORED -> new Answer.Ignored();
            case DUPLICATE -> new Answer.Duplicate();
            case REJECTED ->
                refusal(batch)
                        .map(letter -> letter.tried()
                                ? new Answer.Refused(letter.reason(), letter.detail())
                                : new Answer.Waits(heldBy))
                        .orElseThrow(() -> new IllegalStateException("a rejection says why"));
        };
    }

    private static Optional<DeadLetter> refusal(Batch<?, ?, ?> batch) {
        return batch.commits().stream()
                .flatMap(commit -> commit.deadLetters().stream())
                .findFirst();
    }
}
