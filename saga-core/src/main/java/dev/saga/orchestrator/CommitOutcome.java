package dev.saga.orchestrator;

/** What the store says to one {@link Commit}. A conflict is an answer, not an exception. */
public enum CommitOutcome {
    /** It is stored, or would have been, had all of its batch been possible. */
    COMMITTED,
    /** The inbox has the message already. */
    ALREADY_HANDLED,
    /** The dead letter that was to be retried is no longer kept: somebody else has retried or discarded it. */
    LETTER_GONE,
    /** The saga is stuck at another dead letter: the message has to wait behind it. */
    STUCK,
    /** The saga is no longer at the expected version. */
    VERSION_CONFLICT
}
