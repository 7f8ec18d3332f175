package dev.saga.examples.embedded;

import java.math.BigDecimal;

/** Where a transfer stands. */
public sealed interface TransferState {
    /** Nobody asked for it yet. */
    record Unknown() implements TransferState {}

    /** The money is being taken from the one account. */
    record Taking(Order order) implements TransferState {}

    /** It is being given to the other. */
    record Giving(Order order) implements TransferState {}

    /** It was given. */
    record Done() implements TransferState {}

    /** It was given up; if the money is taken after all, it goes back. */
    record Failed(Order order) implements TransferState {}

    /** The money was taken and goes back. */
    record Returned() implements TransferState {}

    /** What was asked for. */
    record Order(String transferId, String from, String to, BigDecimal amount) {}
}
