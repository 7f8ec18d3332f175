package dev.saga.orchestrator;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The port to the event store with its inbox, outbox, deadlines and dead letters, for one kind of saga.
 *
 * <p>Implementations are safe for use by many threads and processes at once.
 *
 * @param <E> the saga's events
 */
public interface SagaStore<E> {

    /**
     * What is stored of these sagas; sagas that are unknown are missing from the answer.
     *
     * @throws dev.saga.saga.CorruptStream if a history cannot be read; best with {@linkplain
     *     dev.saga.saga.CorruptStream#all all} that cannot, as the others are asked for again
     * @throws StoreUnavailable if the store does not answer now
     */
    Map<String, SagaStream<E>> load(Collection<String> sagaIds);

    /**
     * The first dead letter of each of these sagas that is stuck, as {@link SagaStream#stuckAt} says it, also of one whose
     * history cannot be read.
     *
     * @throws StoreUnavailable if the store does not answer now
     */
    Map<String, Long> stuckAt(Collection<String> sagaIds);

    /**
     * Stores all of these commits in one transaction, or changes nothing and says which of them stand in the way.
     * Several commits of one saga follow each other in order, each expecting the version that the one before leads to.
     * The caller knows which messages recorded the events up to there, and commits none of them again; a message that was
     * handled meanwhile, or before without recording an event, is in the way.
     *
     * <p>A saga that is stuck takes nothing but what is {@linkplain Commit#isHeldBy parked behind} its first dead letter,
     * or retries that one: so what is set aside is handled in its order, whoever parks, retries or steps at the same time.
     *
     * <p>Whatever is thrown, an {@link Error} included, all of it is stored or nothing: nothing after
     * {@link StoreRefused}, and nobody knows after anything else. A server that still has the batch when its sender has
     * given up may even store it a moment later. A repetition is answered with {@code ALREADY_HANDLED} where it is stored.
     *
     * @throws StoreUnavailable if the store does not answer now
     * @throws StoreRefused if the store cannot take what a commit contains
     */
    CommitResult commit(List<Commit<E>> commits);
}
