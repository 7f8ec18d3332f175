package dev.saga.orchestrator;

import dev.saga.deadletter.DeadLetterReason;
import dev.saga.deadline.DueDeadline;
import dev.saga.message.Inbound;

/**
 * An inbound message and what it says.
 *
 * @param message the message, whole
 * @param content what it says
 * @param <I> the saga's inputs
 */
public record Delivery<I>(Inbound message, Content<I> content) {

    /** The saga that the message is for, empty where it does not say. */
    String sagaId() {
        if (content instanceof Elapsed<I> elapsed) {
            return elapsed.deadline().sagaId();
        }
        return content instanceof Understood<I> understood ? understood.sagaId() : "";
    }

    /**
     * What a message says.
     *
     * @param <I> the saga's inputs
     */
    public sealed interface Content<I> {}

    /** An input for one saga. */
    public record Understood<I>(String sagaId, I input) implements Content<I> {}

    /** A deadline that has elapsed. */
    public record Elapsed<I>(DueDeadline deadline) implements Content<I> {}

    /** Nothing that a saga could be given. */
    public record Unreadable<I>(DeadLetterReason reason, String detail) implements Content<I> {}
}
