package dev.saga.examples.embedded;

import java.math.BigDecimal;

/**
 * What can be reported to a transfer. Only the four that the banks report come from Kafka; {@link Requested} comes by the
 * service itself, and {@link TimeUp} from the deadline.
 */
public sealed interface TransferInput {
    /** The transfer that this is about. */
    String transferId();

    /** Somebody wants money to go from one account to another. */
    record Requested(String transferId, String from, String to, BigDecimal amount) implements TransferInput {}

    /** The money was taken from the one account. */
    record Taken(String transferId) implements TransferInput {}

    /** It was not. */
    record NotTaken(String transferId, String reason) implements TransferInput {}

    /** The money was given to the other account. */
    record Given(String transferId) implements TransferInput {}

    /** It was not. */
    record NotGiven(String transferId, String reason) implements TransferInput {}

    /** Nobody has said for too long whether the money was taken. */
    record TimeUp(String transferId) implements TransferInput {}
}
