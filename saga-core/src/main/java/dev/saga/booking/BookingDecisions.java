package dev.saga.booking;

import static dev.saga.booking.Payment.Status.FAILED;
import static dev.saga.booking.Payment.Status.NOT_REQUESTED;
import static dev.saga.saga.Decision.act;
import static dev.saga.saga.Decision.contradiction;
import static dev.saga.saga.Decision.ignore;

import dev.saga.booking.BookingState.Compensating;
import dev.saga.booking.BookingState.Completed;
import dev.saga.booking.BookingState.GivenUp;
import dev.saga.booking.BookingState.Started;
import dev.saga.booking.BookingState.WaitingPayment;
import dev.saga.booking.BookingState.WaitingStock;
import dev.saga.saga.Decision;
import dev.saga.saga.Silence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The rows of the booking table that need more than a line (contract, section 2; the numbers are its rules). */
final class BookingDecisions {
    private BookingDecisions() {}

    /** Rule 1. */
    static Decision<BookingEvent> start(BookingInput.BookingCreated in) {
        return act(
                new BookingEvent.BookingCreated(in.bookingId(), in.userId(), in.products()),
                new BookingEvent.StockRequested());
    }

    /** Rules 1 and 7. */
    static Decision<BookingEvent> startedAgain(Started state, BookingInput.BookingCreated in) {
        return state.booking().sameContent(in.userId(), in.products())
                ? ignore(Silence.REPEAT)
                : contradiction("the booking was already created with another content");
    }

    /** Rule 2. */
    static Decision<BookingEvent> reserve(WaitingStock state, BookingInput.ProductReserved in) {
        if (!(state.booking().stock().get(in.productId()) instanceof Stock.Requested requested)
                || requested.quantity() != in.quantity()) {
            return reservedAgain(state, in);
        }
        return act(new BookingEvent.StockReserved(in.productId(), in.quantity(), in.price()));
    }

    /** Rule 7, for a reservation that changes nothing. */
    static Decision<BookingEvent> reservedAgain(Started state, BookingInput.ProductReserved in) {
        Stock stock = state.booking().stock().get(in.productId());
        if (stock == null) {
            return contradiction("product %s is not in this booking".formatted(in.productId()));
        }
        if (stock.quantity() != in.quantity()) {
            return contradiction("product %s: %d units were requested, and %d are reported as reserved"
                    .formatted(in.productId(), stock.quantity(), in.quantity()));
        }
        BigDecimal known =
                stock instanceof Stock.Reserved reserved ? reserved.price() : ((Stock.Released) stock).price();
        return known.compareTo(in.price()) == 0
                ? ignore(Silence.REPEAT)
                : contradiction("product %s was already reserved at the price %s, and is now reported at %s"
                        .formatted(
                                in.productId(),
                                known.toPlainString(),
                                in.price().toPlainString()));
    }

    /** Rule 4. */
    static Decision<BookingEvent> failReservation(WaitingStock state, BookingInput.ReservationFailed in) {
        if (!(state.booking().stock().get(in.productId()) instanceof Stock.Requested requested)) {
            return failedReserved(state, in);
        }
        var failed = new BookingEvent.ReservationFailed(in.productId(), requested.quantity(), in.reason());
        String reason = sentence("Product %s could not be reserved".formatted(in.productId()), in.reason());
        return settle(state, failed, new BookingEvent.CompensationStarted(Cause.STOCK, reason));
    }

    /** Rule 7, for the failure of what is no longer, or never was, awaited. */
    static Decision<BookingEvent> failedReserved(Started state, BookingInput.ReservationFailed in) {
        Stock stock = state.booking().stock().get(in.productId());
        if (stock == null) {
            return contradiction("product %s is not in this booking".formatted(in.productId()));
        }
        if (stock instanceof Stock.Failed) {
            return ignore(Silence.REPEAT);
        }
        if (stock instanceof Stock.Requested) {
            return ignore(Silence.SETTLED);
        }
        return contradiction(
                "product %s was already reserved, and is now reported as failed".formatted(in.productId()));
    }

    /** Rule 3. */
    static Decision<BookingEvent> confirm(BookingInput.PaymentCompleted in) {
        return act(new BookingEvent.PaymentCompleted(in.paymentId(), in.reference()));
    }

    /** Rule 4. */
    static Decision<BookingEvent> failPayment(WaitingPayment state, BookingInput.PaymentFailed in) {
        return settle(
                state,
                new BookingEvent.PaymentFailed(in.paymentId(), in.reason()),
                new BookingEvent.CompensationStarted(Cause.PAYMENT, sentence("The payment failed", in.reason())));
    }

    /** Rule 7, for a payment of a completed booking. */
    static Decision<BookingEvent> paidAgain(Completed state, BookingInput.PaymentCompleted in) {
        return state.payment().completed().contains(in.paymentId())
                ? ignore(Silence.REPEAT)
                : contradiction("the booking was completed with another payment, and payment %s is reported as well"
                        .formatted(in.paymentId()));
    }

    /** Rule 4, for a deadline; one of another phase was overtaken. */
    static Decision<BookingEvent> giveUp(BookingState state, BookingSaga.Phase now, BookingInput.DeadlineElapsed in) {
        if (in.phase() != now) {
            return ignore(Silence.OVERTAKEN);
        }
        String what = now == BookingSaga.Phase.STOCK ? "reservation of the products" : "payment";
        return settle(
                state,
                new BookingEvent.DeadlineElapsed(now),
                new BookingEvent.CompensationStarted(
                        Cause.DEADLINE, "The %s was not answered in time.".formatted(what)));
    }

    /** Rule 4, for an operator. */
    static Decision<BookingEvent> cancel(BookingState state, BookingInput.CancelRequested in) {
        String reason = sentence("The booking was cancelled by an operator", in.reason());
        return settle(state, new BookingEvent.CompensationStarted(Cause.OPERATOR, reason));
    }

    /** Rule 5: a reservation that comes while the saga compensates, or after its end, is released at once. */
    static Decision<BookingEvent> releaseLate(GivenUp state, BookingInput.ProductReserved in) {
        Stock stock = state.booking().stock().get(in.productId());
        boolean releasable = stock instanceof Stock.Requested || stock instanceof Stock.Failed;
        if (!releasable || stock.quantity() != in.quantity()) {
            return reservedAgain(state, in);
        }
        return settle(
                state,
                new BookingEvent.StockReserved(in.productId(), in.quantity(), in.price()),
                new BookingEvent.ReleaseRequested(in.productId()));
    }

    /** Rule 5. */
    static Decision<BookingEvent> failLate(Compensating state, BookingInput.ReservationFailed in) {
        return state.booking().stock().get(in.productId()) instanceof Stock.Requested requested
                ? settle(state, new BookingEvent.ReservationFailed(in.productId(), requested.quantity(), in.reason()))
                : failedReserved(state, in);
    }

    /** Rule 5: a payment that completes although the saga has given up on it is refunded. */
    static Decision<BookingEvent> refund(GivenUp state, BookingInput.PaymentCompleted in) {
        Payment payment = state.payment();
        if (payment.status() == NOT_REQUESTED) {
            return contradiction("no payment was requested, and payment %s is reported".formatted(in.paymentId()));
        }
        if (payment.completed().contains(in.paymentId())) {
            return ignore(Silence.REPEAT);
        }
        return settle(
                state,
                new BookingEvent.PaymentCompleted(in.paymentId(), in.reference()),
                new BookingEvent.RefundRequested(in.paymentId()));
    }

    /** Rule 5. */
    static Decision<BookingEvent> failPaymentLate(Compensating state, BookingInput.PaymentFailed in) {
        return state.payment().status() == Payment.Status.REQUESTED
                ? settle(state, new BookingEvent.PaymentFailed(in.paymentId(), in.reason()))
                : paymentFailedAgain(state, in);
    }

    /** Rule 7, for a failed payment that changes nothing. */
    static Decision<BookingEvent> paymentFailedAgain(GivenUp state, BookingInput.PaymentFailed in) {
        Payment payment = state.payment();
        if (payment.status() == NOT_REQUESTED) {
            return contradiction("no payment was requested, and one is reported as failed");
        }
        if (payment.completed().contains(in.paymentId())) {
            return contradiction("payment %s has completed, and is now reported as failed".formatted(in.paymentId()));
        }
        return ignore(payment.status() == FAILED ? Silence.REPEAT : Silence.SETTLED);
    }

    /** Rule 5: when the compensation's deadline elapses, nothing is awaited any more. */
    static Decision<BookingEvent> stopWaiting(BookingInput.DeadlineElapsed in) {
        return in.phase() == BookingSaga.Phase.COMPENSATION
                ? act(new BookingEvent.DeadlineElapsed(in.phase()), new BookingEvent.BookingCancelled())
                : ignore(Silence.OVERTAKEN);
    }

    /** These events, and the saga's end where they leave nothing unanswered. */
    private static Decision<BookingEvent> settle(BookingState state, BookingEvent... events) {
        var all = new ArrayList<>(List.of(events));
        var after = state;
        for (BookingEvent event : events) {
            after = event.applyTo(after);
        }
        if (after instanceof Compensating compensating && compensating.nothingUnanswered()) {
            all.add(new BookingEvent.BookingCancelled());
        }
        return act(all);
    }

    private static String sentence(String what, String reason) {
        return reason.isEmpty() ? what + "." : what + ": " + reason;
    }
}
