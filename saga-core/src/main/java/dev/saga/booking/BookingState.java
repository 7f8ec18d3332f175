package dev.saga.booking;

/** Where a booking saga stands (contract, section 2). */
public sealed interface BookingState {

    /** Nothing is known yet; the state of a saga without history. */
    record NotStarted() implements BookingState {}

    /** {@code CREATED}: known, and nothing requested yet. Passed within the first step, so no saga rests here. */
    record Created(Booking booking) implements BookingState {}

    /** {@code WAITING_STOCK}: every product is requested, not every one is reserved. */
    record WaitingStock(Booking booking) implements BookingState {}

    /** {@code WAITING_PAYMENT}: everything is reserved, and payment of the total is requested. */
    record WaitingPayment(Booking booking, Payment payment) implements BookingState {}

    /** {@code COMPLETED}: reserved, paid, confirmed. */
    record Completed(Booking booking, Payment payment) implements BookingState {}

    /** {@code COMPENSATING}: the booking is cancelled, and some request is still unanswered. */
    record Compensating(Booking booking, Payment payment) implements BookingState {
        boolean nothingUnanswered() {
            return !booking.hasUnansweredStock() && payment.status() != Payment.Status.REQUESTED;
        }
    }

    /** {@code CANCELLED}: nothing is awaited any more. Late reservations and payments are still undone. */
    record Cancelled(Booking booking, Payment payment) implements BookingState {}
}
