package dev.saga.saga;

/** Thrown by {@link Saga#evolve} for an event that no rule records in that state; it becomes a {@link CorruptStream}. */
public final class ImpossibleEvent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says which event met which state. */
    public ImpossibleEvent(Object state, Object event) {
        super(event.getClass().getSimpleName() + " cannot happen in "
                + state.getClass().getSimpleName());
    }
}
