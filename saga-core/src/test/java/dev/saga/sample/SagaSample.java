package dev.saga.sample;

import dev.saga.saga.Saga;
import java.time.Duration;
import java.util.List;

/**
 * A saga with a story to tell, so that one suite can be run with sagas of several shapes.
 *
 * @param <S> the saga's states
 * @param <I> the saga's inputs
 * @param <E> the saga's events
 */
public interface SagaSample<S, I, E> {
    /** The saga. */
    Saga<S, I, E> saga();

    /** Inputs of which each changes the saga: the first starts it and sets a deadline, the last ends it. */
    List<I> story(String sagaId);

    /** An input that is ignored once the first of the story was told. */
    I known(String sagaId);

    /** An input that nobody expects before the saga was started. */
    I unexpected(String sagaId);

    /** How long after the start of the story the deadline elapses. */
    Duration deadline();

    /** The first input of the story. */
    default I start(String sagaId) {
        return story(sagaId).get(0);
    }
}
