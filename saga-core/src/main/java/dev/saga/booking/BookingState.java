package dev.saga.booking;

/** Where a booking saga stands (contract, section 2). */
public sealed interface BookingState {

    /** Every state but the first: what is booked is known. */
    sealed interface Started extends BookingState {
        /** What is booked. */
        Booking booking();
    }

    /** Compensating or cancelled: what is still answered is undone (contract, section 2, rule 5). */
    sealed interface GivenUp extends Started {
        /** What became of the payment. */
        Payment payment();
    }

    /** Nothing is known yet; the state of a saga without history. */
    record NotStarted() implements BookingState {}

    /** {@code CREATED}: known, and nothing requested yet. Passed within the first step, so no saga rests here. */
    record Created(Booking booking) implements Started {}

    /** {@code WAITING_STOCK}: every product is requested, not every one is reserved. */
    record WaitingStock(Booking booking) implements Started {}

    /** {@code WAITING_PAYMENT}: everything is reserved, and payment of the total is requested. */
    record WaitingPayment(Booking booking, Payment payment) implements Started {}

    /** {@code COMPLETED}: reserved, paid, confirmed. */
    record Completed(Booking booking, Payment payment) implements Started {}

    /** {@code COMPENSATING}: the booking is cancelled, and some request is still unanswered. */
    record Compensating(Booking booking, Payment payment) implements GivenUp {
        boolean nothingUnanswered() {
            return !booking.hasUnansweredStock() && payment.status() != Payment.Status.REQUESTED;
        }
    }

    /** {@code CANCELLED}: nothing is awaited any more. Late reservations and payments are still undone. */
    record Cancelled(Booking booking, Payment payment) implements GivenUp {}
}
