package dev.saga.deadletter;

import java.util.List;
import java.util.Optional;

/**
 * The port to the dead letters of one kind of saga. They are recorded by the loop, with the batch that met them; a retry
 * that succeeds takes its letter away in the transaction of its effects.
 *
 * <p>Implementations are safe for use by many threads and processes at once. Each method is one transaction, and throws
 * {@link dev.saga.orchestrator.StoreUnavailable} if the store does not answer now.
 */
public interface DeadLetters {

    /**
     * The dead letters that were recorded after that one, the oldest first.
     *
     * @param after the id after which the list begins; 0 for its start
     * @param most how many at most
     */
    List<DeadLetterSummary> list(long after, int most);

    /** The dead letter of this id, with all that is kept of its message; empty if there is none. */
    Optional<StoredDeadLetter> find(long id);

    /**
     * Records that a retry was refused: one attempt more, now, for this reason. While the reason is {@code POISON}, it
     * is tried again by itself as the {@link RetryPolicy} says.
     *
     * @return whether there still is such a letter
     */
    boolean refusedAgain(long id, DeadLetterReason reason, String detail);

    /**
     * Lets go of a dead letter. Its identity stays known, so that another delivery of the same message is a duplicate.
     * What waited behind it is due at once.
     *
     * @return what it was; empty if there is none of this id, and nothing was changed
     */
    Optional<DeadLetterSummary> discard(long id);
}
