package dev.saga.examples.embedded;

import dev.saga.examples.embedded.TransferState.Done;
import dev.saga.examples.embedded.TransferState.Failed;
import dev.saga.examples.embedded.TransferState.Giving;
import dev.saga.examples.embedded.TransferState.Order;
import dev.saga.examples.embedded.TransferState.Returned;
import dev.saga.examples.embedded.TransferState.Taking;
import dev.saga.examples.embedded.TransferState.Unknown;
import dev.saga.saga.ImpossibleEvent;
import java.math.BigDecimal;

/** What is recorded of a transfer. */
public sealed interface TransferEvent {
    /** The state after this event. */
    TransferState applyTo(TransferState current);

    /** The transfer was asked for. */
    record TransferRequested(String transferId, String from, String to, BigDecimal amount) implements TransferEvent {
        @Override
        public TransferState applyTo(TransferState current) {
            if (current instanceof Unknown) {
                return new Taking(new Order(transferId, from, to, amount));
            }
            throw new ImpossibleEvent(current, this);
        }
    }

    /** The money was taken. */
    record MoneyTaken() implements TransferEvent {
        @Override
        public TransferState applyTo(TransferState current) {
            if (current instanceof Taking taking) {
                return new Giving(taking.order());
            }
            throw new ImpossibleEvent(current, this);
        }
    }

    /** The money was given. */
    record MoneyGiven() implements TransferEvent {
        @Override
        public TransferState applyTo(TransferState current) {
            if (current instanceof Giving) {
                return new Done();
            }
            throw new ImpossibleEvent(current, this);
        }
    }

    /** Nothing was taken, as far as is known. */
    record TransferFailed(String reason) implements TransferEvent {
        @Override
        public TransferState applyTo(TransferState current) {
            if (current instanceof Taking taking) {
                return new Failed(taking.order());
            }
            throw new ImpossibleEvent(current, this);
        }
    }

    /** What was taken cannot be given, and goes back; {@code from} and {@code amount} are those of the transfer. */
    record MoneyReturned(String transferId, String from, BigDecimal amount, String reason) implements TransferEvent {
        @Override
        public TransferState applyTo(TransferState current) {
            if (current instanceof Giving) {
                return new Returned();
            }
            throw new ImpossibleEvent(current, this);
        }
    }

    /** Money was taken for a transfer that had been given up, and goes back. */
    record LateMoneyReturned(String transferId, String from, BigDecimal amount) implements TransferEvent {
        @Override
        public TransferState applyTo(TransferState current) {
            if (current instanceof Failed) {
                return new Returned();
            }
            throw new ImpossibleEvent(current, this);
        }
    }
}
