package dev.saga.orchestrator;

/** How a message came to be handled. */
public sealed interface Intake {
    /** It was delivered: by a broker, by the clock, or by an operator. Its inbox must not have it. */
    Intake DELIVERED = new Delivered();

    /** Whether the inbox may have the message under this saga, and has it for no other reason than this intake. */
    default boolean explains(String sagaId) {
        return this instanceof Retried retried && retried.recordedUnder().equals(sagaId);
    }

    /** Whether it may be handled although its saga is stuck at this dead letter, for being that message itself. */
    default boolean isAt(long letter) {
        return this instanceof Retried retried && retried.letter() == letter;
    }

    /** It was delivered. */
    record Delivered() implements Intake {}

    /**
     * It is a dead letter that is handled again, and is no longer kept once the commit is stored.
     *
     * @param letter the dead letter's id
     * @param recordedUnder the saga under which it was recorded, empty if none: what the inbox has there is the trace
     *     of its own rejection
     */
    record Retried(long letter, String recordedUnder) implements Intake {}
}
