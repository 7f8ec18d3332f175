package dev.saga.booking;

import dev.saga.booking.BookingSaga.Phase;
import dev.saga.booking.BookingState.Cancelled;
import dev.saga.booking.BookingState.Compensating;
import dev.saga.booking.BookingState.Completed;
import dev.saga.booking.BookingState.Created;
import dev.saga.booking.BookingState.GivenUp;
import dev.saga.booking.BookingState.NotStarted;
import dev.saga.booking.BookingState.WaitingPayment;
import dev.saga.booking.BookingState.WaitingStock;
import dev.saga.saga.ImpossibleEvent;
import java.math.BigDecimal;
import java.util.List;

/**
 * What is recorded of a booking saga: a fact that was reported, or what was decided because of it. What a fact alone
 * leads to, such as the payment of what is reserved, is not recorded again: every event costs a row. Each event applies
 * itself, and throws {@link ImpossibleEvent} in a state where no rule records it.
 *
 * <p>Class names and components are the stored form: they may gain components, never change their meaning.
 */
public sealed interface BookingEvent {

    /** The state after this event. */
    BookingState applyTo(BookingState current);

    /** Fact: somebody wants these products. */
    record BookingCreated(String bookingId, String userId, List<Product> products) implements BookingEvent {
        public BookingCreated {
            userId = FreeText.kept(userId);
        }

        @Override
        public BookingState applyTo(BookingState current) {
            if (current instanceof NotStarted) {
                return new Created(Booking.of(bookingId, userId, products));
            }
            throw new ImpossibleEvent(current, this);
        }
    }

    /** Request: every product's stock. */
    record StockRequested() implements BookingEvent {
        @Override
        public BookingState applyTo(BookingState current) {
            if (current instanceof Created created) {
                return new WaitingStock(created.booking());
            }
            throw new ImpossibleEvent(current, this);
        }
    }

    /** Fact: a product is reserved at this price for one unit. With the last one, payment of the total is requested. */
    record StockReserved(String productId, int quantity, BigDecimal price) implements BookingEvent {
        @Override
        public BookingState applyTo(BookingState current) {
            var reserved = new Stock.Reserved(quantity, price);
            if (current instanceof WaitingStock waiting) {
                Booking booking = waiting.booking().with(productId, reserved);
                return booking.allReserved()
                        ? new WaitingPayment(booking, Payment.REQUESTED)
                        : new WaitingStock(booking);
            }
            if (current instanceof Compensating is) {
                return new Compensating(is.booking().with(productId, reserved), is.payment());
            }
            if (current instanceof Cancelled is) {
                return new Cancelled(is.booking().with(productId, reserved), is.payment());
            }
            throw new ImpossibleEvent(current, this);
        }
    }

    /** Fact: a product cannot be reserved. */
    record ReservationFailed(String productId, int quantity, String reason) implements BookingEvent {
        public ReservationFailed {
            reason = FreeText.kept(reason);
        }

        @Override
        public BookingState applyTo(BookingState current) {
            var failed = new Stock.Failed(quantity);
            if (current instanceof WaitingStock waiting) {
                return new WaitingStock(waiting.booking().with(productId, failed));
            }
            if (current instanceof Compensating is) {
                return new Compensating(is.booking().with(productId, failed), is.payment());
            }
            throw new ImpossibleEvent(current, this);
        }
    }

    /** Fact: a payment completed. If it was awaited, the booking is confirmed. */
    record PaymentCompleted(String paymentId, String reference) implements BookingEvent {
        public PaymentCompleted {
            reference = FreeText.kept(reference);
        }

        @Override
        public BookingState applyTo(BookingState current) {
            if (current instanceof WaitingPayment is) {
                return new Completed(is.booking(), is.payment().complete(paymentId));
            }
            if (current instanceof Compensating is) {
                return new Compensating(is.booking(), is.payment().complete(paymentId));
            }
            if (current instanceof Cancelled is) {
                return new Cancelled(is.booking(), is.payment().complete(paymentId));
            }
            throw new ImpossibleEvent(current, this);
        }
    }

    /** Fact: the payment failed. */
    record PaymentFailed(String paymentId, String reason) implements BookingEvent {
        public PaymentFailed {
            paymentId = FreeText.kept(paymentId);
            reason = FreeText.kept(reason);
        }

        @Override
        public BookingState applyTo(BookingState current) {
            if (current instanceof WaitingPayment is) {
                return new WaitingPayment(is.booking(), is.payment().fail());
            }
            if (current instanceof Compensating is) {
                return new Compensating(is.booking(), is.payment().fail());
            }
            throw new ImpossibleEvent(current, this);
        }
    }

    /** Fact: the deadline of this phase elapsed. */
    record DeadlineElapsed(Phase phase) implements BookingEvent {
        @Override
        public BookingState applyTo(BookingState current) {
            if (current instanceof WaitingStock
                    || current instanceof WaitingPayment
                    || current instanceof Compensating) {
                return current;
            }
            throw new ImpossibleEvent(current, this);
        }
    }

    /** Request: the booking's cancellation and the release of everything reserved so far, for this first cause. */
    record CompensationStarted(Cause cause, String reason) implements BookingEvent {
        public CompensationStarted {
            reason = FreeText.kept(reason);
        }

        @Override
        public BookingState applyTo(BookingState current) {
            if (current instanceof WaitingStock is) {
                return new Compensating(is.booking().releaseAll(), Payment.NOT_REQUESTED);
            }
            if (current instanceof WaitingPayment is) {
                return new Compensating(is.booking().releaseAll(), is.payment());
            }
            throw new ImpossibleEvent(current, this);
        }
    }

    /** Request: the release of a product whose reservation came late. */
    record ReleaseRequested(String productId) implements BookingEvent {
        @Override
        public BookingState applyTo(BookingState current) {
            if (current instanceof Compensating is) {
                return new Compensating(released(is.booking(), current), is.payment());
            }
            if (current instanceof Cancelled is) {
                return new Cancelled(released(is.booking(), current), is.payment());
            }
            throw new ImpossibleEvent(current, this);
        }

        private Booking released(Booking booking, BookingState current) {
            if (booking.stock().get(productId) instanceof Stock.Reserved reserved) {
                return booking.with(productId, new Stock.Released(reserved.quantity(), reserved.price()));
            }
            throw new ImpossibleEvent(current, this);
        }
    }

    /** Request: the refund of a payment that completed late. */
    record RefundRequested(String paymentId) implements BookingEvent {
        @Override
        public BookingState applyTo(BookingState current) {
            if (current instanceof GivenUp) {
                return current;
            }
            throw new ImpossibleEvent(current, this);
        }
    }

    /** Nothing is awaited any more. */
    record BookingCancelled() implements BookingEvent {
        @Override
        public BookingState applyTo(BookingState current) {
            if (current instanceof Compensating is) {
                return new Cancelled(is.booking(), is.payment());
            }
            throw new ImpossibleEvent(current, this);
        }
    }
}
