package dev.saga.saga;

import java.util.List;

/**
 * What a saga says to one input in one state.
 *
 * @param <E> the saga's events
 */
public sealed interface Decision<E> {

    /** The input changes something: these events, in this order. */
    record Act<E>(List<E> events) implements Decision<E> {
        /** @throws IllegalArgumentException if there is no event: silence must be an {@link Ignore} with its reason */
        public Act {
            events = List.copyOf(events);
            if (events.isEmpty()) {
                throw new IllegalArgumentException(
                        "to act is to record at least one event; otherwise ignore or refuse");
            }
        }
    }

    /** The input is known already or comes too late to matter: nothing changes. */
    record Ignore<E>(Silence why) implements Decision<E> {}

    /** The input is what no correct participant sends: nothing changes, and the message becomes a dead letter. */
    record Refuse<E>(Refusal why, String detail) implements Decision<E> {}

    /** Records the events. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    static <E> Decision<E> act(E... events) {
        return new Act<>(List.of(events));
    }

    /** Records the events. */
    static <E> Decision<E> act(List<E> events) {
        return new Act<>(events);
    }

    /** Changes nothing, for a reason. */
    static <E> Decision<E> ignore(Silence why) {
        return new Ignore<>(why);
    }

    /** Refuses a contradiction; the detail is a sentence for the person who reads the dead letter. */
    static <E> Decision<E> contradiction(String detail) {
        return new Refuse<>(Refusal.CONTRADICTION, detail);
    }
}
