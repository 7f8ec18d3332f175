package dev.saga.booking;

import dev.saga.booking.Ledger.Ending;
import dev.saga.message.Outcome;
import dev.saga.saga.Command;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One line that is being written into the {@link Ledger}: what a report means, by the letter of the contract. */
final class Entry {
    private final Ledger before;
    private final Map<String, BigDecimal> held;
    private final Set<String> failed;
    private final Set<String> paid;
    private boolean created;
    private boolean paymentFailed;
    private Ending ending;
    private boolean gaveUp;

    Entry(Ledger before) {
        this.before = before;
        this.held = new HashMap<>(before.held());
        this.failed = new HashSet<>(before.failed());
        this.paid = new HashSet<>(before.paid());
        this.created = before.created();
        this.paymentFailed = before.paymentFailed();
        this.ending = before.ending();
        this.gaveUp = before.gaveUp();
    }

    /** The books with this line and these commands. */
    Ledger close(List<? extends Command> commands) {
        var sent = new HashSet<>(before.sent());
        for (Command command : commands) {
            Ledger.rule("2.6 no command twice: " + command, false, before.sent().contains(command));
            sent.add(command);
        }
        return new Ledger(before.order(), created, held, failed, paid, paymentFailed, ending, gaveUp, sent);
    }

    /** Writes the line, and says what must become of the report. */
    Outcome read(BookingInput input) {
        if (input instanceof BookingInput.BookingCreated in) {
            return created(in);
        }
        if (input instanceof BookingInput.DeadlineElapsed in) {
            return elapsed(in.phase());
        }
        if (!created) {
            return Outcome.REJECTED;
        }
        if (input instanceof BookingInput.ProductReserved in) {
            return reserved(in);
        }
        if (input instanceof BookingInput.ReservationFailed in) {
            return failed(in.productId());
        }
        if (input instanceof BookingInput.PaymentCompleted in) {
            return paid(in.paymentId());
        }
        if (input instanceof BookingInput.PaymentFailed in) {
            return notPaid(in.paymentId());
        }
        return ending == Ending.OPEN ? cancelled() : Outcome.REJECTED;
    }

    private Outcome created(BookingInput.BookingCreated in) {
        if (created) {
            return in.equals(before.order().created()) ? Outcome.IGNORED : Outcome.REJECTED;
        }
        created = true;
        return Outcome.APPLIED;
    }

    private Outcome reserved(BookingInput.ProductReserved in) {
        Integer wanted = before.order().wanted().get(in.productId());
        if (wanted == null || wanted != in.quantity()) {
            return Outcome.REJECTED;
        }
        BigDecimal known = held.putIfAbsent(in.productId(), in.price());
        if (known == null) {
            return Outcome.APPLIED;
        }
        return known.equals(in.price()) ? Outcome.IGNORED : Outcome.REJECTED;
    }

    private Outcome failed(String productId) {
        if (!before.order().wanted().containsKey(productId) || held.containsKey(productId)) {
            return Outcome.REJECTED;
        }
        if (failed.contains(productId) || gaveUp) {
            return Outcome.IGNORED;
        }
        failed.add(productId);
        return ending == Ending.OPEN ? cancelled() : Outcome.APPLIED;
    }

    private Outcome paid(String paymentId) {
        if (!before.paymentRequested()) {
            return Outcome.REJECTED;
        }
        if (paid.contains(paymentId)) {
            return Outcome.IGNORED;
        }
        if (ending == Ending.CONFIRMED) {
            return Outcome.REJECTED;
        }
        paid.add(paymentId);
        if (ending == Ending.OPEN) {
            ending = Ending.CONFIRMED;
        }
        return Outcome.APPLIED;
    }

    private Outcome notPaid(String paymentId) {
        if (!before.paymentRequested() || ending == Ending.CONFIRMED || paid.contains(paymentId)) {
            return Outcome.REJECTED;
        }
        if (!before.paymentUnanswered() || gaveUp) {
            return Outcome.IGNORED;
        }
        paymentFailed = true;
        return ending == Ending.OPEN ? cancelled() : Outcome.APPLIED;
    }

    private Outcome elapsed(BookingSaga.Phase phase) {
        String waitingIn = switch (phase) {
            case STOCK -> "WAITING_STOCK";
            case PAYMENT -> "WAITING_PAYMENT";
            case COMPENSATION -> "COMPENSATING";
        };
        if (!before.state().equals(waitingIn)) {
            return Outcome.IGNORED;
        }
        gaveUp = phase == BookingSaga.Phase.COMPENSATION;
        return gaveUp ? Outcome.APPLIED : cancelled();
    }

    private Outcome cancelled() {
        ending = Ending.CANCELLED;
        return Outcome.APPLIED;
    }
}
