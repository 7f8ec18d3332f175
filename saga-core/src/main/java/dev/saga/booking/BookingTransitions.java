package dev.saga.booking;

import static dev.saga.saga.Refusal.CONTRADICTION;
import static dev.saga.saga.Refusal.UNKNOWN_SAGA;
import static dev.saga.saga.Silence.OVERTAKEN;
import static dev.saga.saga.Silence.SETTLED;

import dev.saga.booking.BookingInput.BookingCreated;
import dev.saga.booking.BookingInput.CancelRequested;
import dev.saga.booking.BookingInput.DeadlineElapsed;
import dev.saga.booking.BookingInput.PaymentCompleted;
import dev.saga.booking.BookingInput.PaymentFailed;
import dev.saga.booking.BookingInput.ProductReserved;
import dev.saga.booking.BookingInput.ReservationFailed;
import dev.saga.booking.BookingState.Cancelled;
import dev.saga.booking.BookingState.Compensating;
import dev.saga.booking.BookingState.Completed;
import dev.saga.booking.BookingState.Created;
import dev.saga.booking.BookingState.NotStarted;
import dev.saga.booking.BookingState.WaitingPayment;
import dev.saga.booking.BookingState.WaitingStock;
import dev.saga.saga.TransitionTable;
import java.util.Set;

/** The booking saga's table: what happens to every input in every state. Printed in {@code docs/booking-states.md}. */
final class BookingTransitions {
    static final TransitionTable<BookingState, BookingInput, BookingEvent> TABLE = table();

    private BookingTransitions() {}

    private static TransitionTable<BookingState, BookingInput, BookingEvent> table() {
        var table =
                TransitionTable.<BookingState, BookingInput, BookingEvent>over(BookingState.class, BookingInput.class);

        table.on(
                        NotStarted.class,
                        BookingCreated.class,
                        Set.of(WaitingStock.class),
                        (s, in) -> BookingDecisions.start(in))
                .refuse(
                        UNKNOWN_SAGA,
                        "no booking of this id was created",
                        NotStarted.class,
                        ProductReserved.class,
                        ReservationFailed.class,
                        PaymentCompleted.class,
                        PaymentFailed.class,
                        CancelRequested.class)
                .ignore(OVERTAKEN, NotStarted.class, DeadlineElapsed.class);

        table.refuse(
                CONTRADICTION,
                "the history ends in the middle of its first step",
                Created.class,
                BookingCreated.class,
                ProductReserved.class,
                ReservationFailed.class,
                PaymentCompleted.class,
                PaymentFailed.class,
                DeadlineElapsed.class,
                CancelRequested.class);

        table.on(
                        WaitingStock.class,
                        ProductReserved.class,
                        Set.of(WaitingStock.class, WaitingPayment.class),
                        BookingDecisions::reserve)
                .on(
                        WaitingStock.class,
                        ReservationFailed.class,
                        Set.of(Compensating.class, Cancelled.class),
                        BookingDecisions::failReservation)
                .on(
                        WaitingStock.class,
                        DeadlineElapsed.class,
                        Set.of(Compensating.class),
                        (s, in) -> BookingDecisions.giveUp(s, BookingSaga.Phase.STOCK, in))
                .on(WaitingStock.class, CancelRequested.class, Set.of(Compensating.class), BookingDecisions::cancel)
                .compare(WaitingStock.class, BookingCreated.class, BookingDecisions::startedAgain)
                .refuse(
                        CONTRADICTION,
                        "no payment was requested yet, and one is reported",
                        WaitingStock.class,
                        PaymentCompleted.class,
                        PaymentFailed.class);

        table.on(
                        WaitingPayment.class,
                        PaymentCompleted.class,
                        Set.of(Completed.class),
                        (s, in) -> BookingDecisions.confirm(in))
                .on(WaitingPayment.class, PaymentFailed.class, Set.of(Cancelled.class), BookingDecisions::failPayment)
                .on(
                        WaitingPayment.class,
                        DeadlineElapsed.class,
                        Set.of(Compensating.class),
                        (s, in) -> BookingDecisions.giveUp(s, BookingSaga.Phase.PAYMENT, in))
                .on(WaitingPayment.class, CancelRequested.class, Set.of(Compensating.class), BookingDecisions::cancel)
                .compare(WaitingPayment.class, BookingCreated.class, BookingDecisions::startedAgain)
                .compare(WaitingPayment.class, ProductReserved.class, BookingDecisions::reservedAgain)
                .compare(WaitingPayment.class, ReservationFailed.class, BookingDecisions::failedReserved);

        table.compare(Completed.class, BookingCreated.class, BookingDecisions::startedAgain)
                .compare(Completed.class, ProductReserved.class, BookingDecisions::reservedAgain)
                .compare(Completed.class, ReservationFailed.class, BookingDecisions::failedReserved)
                .compare(Completed.class, PaymentCompleted.class, BookingDecisions::paidAgain)
                .refuse(
                        CONTRADICTION,
                        "the booking is paid, and a payment is reported as failed",
                        Completed.class,
                        PaymentFailed.class)
                .refuse(CONTRADICTION, "the booking is already completed", Completed.class, CancelRequested.class)
                .ignore(OVERTAKEN, Completed.class, DeadlineElapsed.class);

        table.on(
                        Compensating.class,
                        ProductReserved.class,
                        Set.of(Compensating.class, Cancelled.class),
                        BookingDecisions::releaseLate)
                .on(
                        Compensating.class,
                        ReservationFailed.class,
                        Set.of(Compensating.class, Cancelled.class),
                        BookingDecisions::failLate)
                .on(Compensating.class, PaymentCompleted.class, Set.of(Cancelled.class), BookingDecisions::refund)
                .on(Compensating.class, PaymentFailed.class, Set.of(Cancelled.class), BookingDecisions::failPaymentLate)
                .on(
                        Compensating.class,
                        DeadlineElapsed.class,
                        Set.of(Cancelled.class),
                        (s, in) -> BookingDecisions.stopWaiting(in))
                .compare(Compensating.class, BookingCreated.class, BookingDecisions::startedAgain)
                .refuse(
                        CONTRADICTION,
                        "the booking is already being cancelled",
                        Compensating.class,
                        CancelRequested.class);

        table.on(Cancelled.class, ProductReserved.class, Set.of(Cancelled.class), BookingDecisions::releaseLate)
                .on(Cancelled.class, PaymentCompleted.class, Set.of(Cancelled.class), BookingDecisions::refund)
                .compare(Cancelled.class, BookingCreated.class, BookingDecisions::startedAgain)
                .compare(Cancelled.class, ReservationFailed.class, BookingDecisions::failedReserved)
                .compare(Cancelled.class, PaymentFailed.class, BookingDecisions::paymentFailedAgain)
                .refuse(CONTRADICTION, "the booking is already cancelled", Cancelled.class, CancelRequested.class)
                .ignore(SETTLED, Cancelled.class, DeadlineElapsed.class);
        return table.build();
    }
}
