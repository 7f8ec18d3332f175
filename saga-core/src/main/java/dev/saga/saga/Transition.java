package dev.saga.saga;

import java.util.Set;

/**
 * One cell of a {@link TransitionTable}, as it was declared.
 *
 * @param <S> the saga's states
 * @param <I> the saga's inputs
 */
public sealed interface Transition<S, I> {

    /** The state in which the input arrives. */
    Class<? extends S> state();

    /** The input. */
    Class<? extends I> input();

    /**
     * The cell may act. It may still ignore a repetition or refuse a contradiction, where the data says so.
     *
     * @param leadsTo the states in which the saga can be after it has acted
     */
    record Acts<S, I>(Class<? extends S> state, Class<? extends I> input, Set<Class<? extends S>> leadsTo)
            implements Transition<S, I> {}

    /** The cell looks at the data to tell a repetition, which it ignores, from a contradiction, which it refuses. */
    record Compares<S, I>(Class<? extends S> state, Class<? extends I> input) implements Transition<S, I> {}

    /** The cell never changes anything. */
    record Ignores<S, I>(Class<? extends S> state, Class<? extends I> input, Silence why) implements Transition<S, I> {}

    /** The cell is what no correct participant sends. */
    record Refuses<S, I>(Class<? extends S> state, Class<? extends I> input, Refusal why) implements Transition<S, I> {}
}
