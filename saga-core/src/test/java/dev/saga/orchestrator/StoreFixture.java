package dev.saga.orchestrator;

import dev.saga.deadletter.DeadLetter;
import dev.saga.deadletter.DeadLetters;
import dev.saga.deadletter.StuckSagas;
import dev.saga.deadline.Deadlines;
import dev.saga.inspect.SagaArchive;
import dev.saga.message.Outbound;
import java.time.Duration;
import java.util.List;

/**
 * A fresh, empty store with everything that the suites look at.
 *
 * @param <E> the saga's events
 */
public interface StoreFixture<E> {
    /** The store under test. */
    SagaStore<E> store();

    /** The operators' view of the same store. */
    SagaArchive<E> archive();

    /** The deadlines of the same store. */
    Deadlines deadlines();

    /** All dead letters, in order. Of headers, key and value only the content must be the same. */
    List<DeadLetter> deadLetters();

    /** The same, to be listed, retried and discarded. */
    DeadLetters letters();

    /** The sagas of the same store that are stuck. */
    StuckSagas stuckSagas();

    /** All commands that wait, in order. */
    List<? extends Outbound<?>> waiting();

    /** Moves the store's clock on. What is stored stays as it is, and what was due in that time is due afterwards. */
    void letTimePass(Duration time);
}
