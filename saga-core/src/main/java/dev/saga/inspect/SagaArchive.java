package dev.saga.inspect;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The port through which operators read the store; nothing is decided on what it says. Safe for use by many threads.
 *
 * @param <E> the saga's events
 */
public interface SagaArchive<E> {

    /**
     * One saga, ended or not, with as much of its history as can be read.
     */
    Optional<StoredSaga<E>> find(String sagaId);

    /**
     * Sagas in flight, the one that has been longest in its state first.
     *
     * @param states only those in one of these states; empty for all
     * @param after only those behind this place
     * @param most how many at the most
     */
    List<SagaInFlight> inFlight(List<String> states, SagaInFlight.Place after, int most);

    /** How many sagas are in flight in each state; states without any may be missing. */
    Map<String, Long> inFlightByState();
}
