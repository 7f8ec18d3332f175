package dev.saga.saga;

import java.util.List;

/**
 * What one input does to one saga.
 *
 * @param <S> the saga's states
 * @param <I> the saga's inputs
 * @param <E> the saga's events
 */
public sealed interface Step<S, I, E> {

    /**
     * The saga goes on: these events are to be recorded, and then the saga stands at {@code next}.
     *
     * @param next the saga after these events
     * @param events what is to be recorded, in order
     * @param milestones what these events mean for the saga's life, without {@link Milestone#NONE}
     */
    record Advance<S, I, E>(
            OrchestratorAggregate<S, I, E> next, List<RecordedEvent<E>> events, List<Milestone> milestones)
            implements Step<S, I, E> {}

    /** Nothing changes, and nobody needs to know. */
    record Ignored<S, I, E>(Silence why) implements Step<S, I, E> {}

    /** Nothing changes, and somebody should know. */
    record Refused<S, I, E>(Refusal why, String detail) implements Step<S, I, E> {}
}
