package dev.saga.saga;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A closed grid over two sealed types: every (state, input) pair is declared exactly once, or {@link Builder#build()}
 * refuses and names all the missing pairs. It is specification, document and test oracle at once.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param <S> the saga's states, sealed
 * @param <I> the saga's inputs, sealed
 * @param <E> the saga's events
 */
public final class TransitionTable<S, I, E> {
    private final Map<Class<?>, Map<Class<?>, BiFunction<S, I, Decision<E>>>> decisions;
    private final List<Transition<S, I>> transitions;
    private final Map<Class<?>, Set<Class<?>>> acting = new HashMap<>();

    private TransitionTable(Builder<S, I, E> builder) {
        this.decisions = Map.copyOf(builder.decisions);
        this.transitions = List.copyOf(builder.transitions);
        for (Transition<S, I> cell : transitions) {
            if (cell instanceof Transition.Acts) {
                acting.computeIfAbsent(cell.state(), state -> new HashSet<>()).add(cell.input());
            }
        }
    }

    /** Starts a table over all states below {@code states} and all inputs below {@code inputs}. */
    public static <S, I, E> Builder<S, I, E> over(Class<S> states, Class<I> inputs) {
        return new Builder<>(SealedTypes.leaves(states), SealedTypes.leaves(inputs));
    }

    /** What the saga says to this input in this state. */
    public Decision<E> decide(S state, I input) {
        return decisions.get(state.getClass()).get(input.getClass()).apply(state, input);
    }

    /** Whether this input may act in this state. */
    public boolean acts(S state, I input) {
        return acting.getOrDefault(state.getClass(), Set.of()).contains(input.getClass());
    }

    /** All cells, in the order of declaration. */
    public List<Transition<S, I>> transitions() {
        return transitions;
    }

    /**
     * Collects the cells. Not safe for use by several threads.
     *
     * @param <S> the saga's states
     * @param <I> the saga's inputs
     * @param <E> the saga's events
     */
    public static final class Builder<S, I, E> {
        private final List<Class<? extends S>> states;
        private final List<Class<? extends I>> inputs;
        private final Map<Class<?>, Map<Class<?>, BiFunction<S, I, Decision<E>>>> decisions = new HashMap<>();
        private final List<Transition<S, I>> transitions = new ArrayList<>();

        private Builder(List<Class<? extends S>> states, List<Class<? extends I>> inputs) {
            this.states = states;
            this.inputs = inputs;
        }

        /** In this state this input acts, as {@code decision} says, and leads to one of {@code leadsTo}. */
        public <A extends S, B extends I> Builder<S, I, E> on(
                Class<A> state,
                Class<B> input,
                Set<Class<? extends S>> leadsTo,
                BiFunction<A, B, Decision<E>> decision) {
            var to = Set.copyOf(leadsTo);
            return declare(new Transition.Acts<>(state, input, to), typed(state, input, decision));
        }

        /** In this state this input never acts; {@code decision} tells a repetition from a contradiction. */
        public <A extends S, B extends I> Builder<S, I, E> compare(
                Class<A> state, Class<B> input, BiFunction<A, B, Decision<E>> decision) {
            return declare(new Transition.Compares<>(state, input), typed(state, input, decision));
        }

        /** In this state these inputs change nothing. */
        @SafeVarargs
        public final Builder<S, I, E> ignore(Silence why, Class<? extends S> state, Class<? extends I>... inputs) {
            Decision<E> silence = Decision.ignore(why);
            for (Class<? extends I> input : inputs) {
                declare(new Transition.Ignores<>(state, input, why), (s, i) -> silence);
            }
            return this;
        }

        /** In this state these inputs are what no correct participant sends; {@code detail} says so in a sentence. */
        @SafeVarargs
        public final Builder<S, I, E> refuse(
                Refusal why, String detail, Class<? extends S> state, Class<? extends I>... inputs) {
            Decision<E> refusal = new Decision.Refuse<>(why, detail);
            for (Class<? extends I> input : inputs) {
                declare(new Transition.Refuses<>(state, input, why), (s, i) -> refusal);
            }
            return this;
        }

        /**
         * The table.
         *
         * @throws IllegalStateException if a pair was not declared; the message names every such pair
         */
        public TransitionTable<S, I, E> build() {
            var missing = new ArrayList<String>();
            for (Class<?> state : states) {
                for (Class<?> input : inputs) {
                    if (!decisions.getOrDefault(state, Map.of()).containsKey(input)) {
                        missing.add(pair(state, input));
                    }
                }
            }
            if (!missing.isEmpty()) {
                throw new IllegalStateException("undeclared transitions: " + String.join(", ", missing));
            }
            return new TransitionTable<>(this);
        }

        private Builder<S, I, E> declare(Transition<S, I> cell, BiFunction<S, I, Decision<E>> decision) {
            if (!states.contains(cell.state()) || !inputs.contains(cell.input())) {
                throw new IllegalStateException(pair(cell.state(), cell.input()) + " is no pair of this table");
            }
            var row = decisions.computeIfAbsent(cell.state(), s -> new HashMap<>());
            if (row.putIfAbsent(cell.input(), decision) != null) {
                throw new IllegalStateException(pair(cell.state(), cell.input()) + " was declared twice");
            }
            transitions.add(cell);
            return this;
        }

        private static <S, I, E, A extends S, B extends I> BiFunction<S, I, Decision<E>> typed(
                Class<A> state, Class<B> input, BiFunction<A, B, Decision<E>> decision) {
            return (s, i) -> decision.apply(state.cast(s), input.cast(i));
        }

        private static String pair(Class<?> state, Class<?> input) {
            return state.getSimpleName() + " x " + input.getSimpleName();
        }
    }
}
