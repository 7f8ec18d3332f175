package dev.saga.deadletter;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The port to the sagas of one kind that are stuck: those of which a {@linkplain DeadLetter#parks() parked} message is
 * kept. Nothing is decided on what it says; the loop and the store decide for themselves.
 *
 * <p>Implementations are safe for use by many threads and processes at once. Each method throws
 * {@link dev.saga.orchestrator.StoreUnavailable} if the store does not answer now.
 */
public interface StuckSagas {

    /**
     * Stuck sagas whose first message is to be tried again now, by the store's clock, the one that has been due longest
     * first. Nothing is claimed: several instances may be told the same saga, and each of its messages has one effect.
     *
     * @param most how many at the most
     */
    List<String> due(int most);

    /** What those of these sagas are stuck at that are. */
    Map<String, StuckSaga> stuck(Collection<String> sagaIds);

    /** How many sagas are stuck. */
    long size();
}
