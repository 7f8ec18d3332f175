package dev.saga.booking;

import dev.saga.booking.BookingSaga.Phase;
import java.math.BigDecimal;
import java.util.List;

/**
 * What can be reported to a booking saga. The first five are messages (contract, section 1), whose constructors hold the
 * contract's rules and throw {@link IllegalArgumentException} with a clause that names the field; the others come from
 * the clock and from an operator.
 */
public sealed interface BookingInput {

    /** The booking that this is about, and so the saga. */
    String bookingId();

    /** {@code booking.created}: somebody wants these products. */
    record BookingCreated(String bookingId, String userId, List<Product> products) implements BookingInput {
        public BookingCreated {
            bookingId = Identifier.check("bookingId", bookingId);
            userId = FreeText.kept(userId);
            products = Product.merged(products);
        }
    }

    /** {@code product.reserved}: the units are set aside, at this price for one. */
    record ProductReserved(String bookingId, String productId, int quantity, BigDecimal price) implements BookingInput {
        public ProductReserved {
            bookingId = Identifier.check("bookingId", bookingId);
            productId = Identifier.check("productId", productId);
            Product.checkQuantity(quantity);
            price = Price.check(price);
        }
    }

    /** {@code product.reservation_failed}: the units cannot be set aside. */
    record ReservationFailed(String bookingId, String productId, String reason) implements BookingInput {
        public ReservationFailed {
            bookingId = Identifier.check("bookingId", bookingId);
            productId = Identifier.check("productId", productId);
            reason = FreeText.kept(reason);
        }
    }

    /** {@code payment.completed}: the money was taken. */
    record PaymentCompleted(String bookingId, String paymentId, String reference) implements BookingInput {
        public PaymentCompleted {
            bookingId = Identifier.check("bookingId", bookingId);
            paymentId = Identifier.check("paymentId", paymentId);
            reference = FreeText.kept(reference);
        }
    }

    /** {@code payment.failed}: the money was not taken; the paymentId is empty where none was given. */
    record PaymentFailed(String bookingId, String paymentId, String reason) implements BookingInput {
        public PaymentFailed {
            bookingId = Identifier.check("bookingId", bookingId);
            paymentId = paymentId == null ? "" : Identifier.check("paymentId", paymentId);
            reason = FreeText.kept(reason);
        }
    }

    /** The deadline that was set in this phase has elapsed. */
    record DeadlineElapsed(String bookingId, Phase phase) implements BookingInput {}

    /** An operator wants the booking cancelled. */
    record CancelRequested(String bookingId, String reason) implements BookingInput {
        public CancelRequested {
            bookingId = Identifier.check("bookingId", bookingId);
            reason = FreeText.kept(reason);
        }
    }
}
