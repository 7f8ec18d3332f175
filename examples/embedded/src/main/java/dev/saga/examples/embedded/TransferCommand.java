package dev.saga.examples.embedded;

import dev.saga.saga.Command;
import java.math.BigDecimal;

/** What a transfer asks of the banks. */
public sealed interface TransferCommand extends Command {
    /** Take the money from this account. */
    record TakeMoney(String transferId, String account, BigDecimal amount) implements TransferCommand {}

    /** Give it to this one. */
    record GiveMoney(String transferId, String account, BigDecimal amount) implements TransferCommand {}

    /** Put back what was taken. */
    record ReturnMoney(String transferId, String account, BigDecimal amount, String reason)
            implements TransferCommand {}
}
