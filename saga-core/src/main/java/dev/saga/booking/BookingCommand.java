package dev.saga.booking;

import dev.saga.saga.Command;
import java.math.BigDecimal;

/** What the booking saga asks of the Booking, Product and Payment services; components are the fields of the message. */
public sealed interface BookingCommand extends Command {

    /** {@code saga.request_stock}: set these units aside, and say at which price. */
    record RequestStock(String bookingId, String productId, int quantity) implements BookingCommand {}

    /** {@code saga.request_payment}: take this amount, exactly. */
    record RequestPayment(String bookingId, BigDecimal totalPrice) implements BookingCommand {}

    /** {@code saga.release_stock}: these units are no longer needed. */
    record ReleaseStock(String bookingId, String productId, int quantity) implements BookingCommand {}

    /** {@code saga.confirm_booking}: everything is reserved and paid. */
    record ConfirmBooking(String bookingId) implements BookingCommand {}

    /** {@code saga.cancel_booking}: the booking will not happen, for this reason. */
    record CancelBooking(String bookingId, String reason) implements BookingCommand {
        public CancelBooking {
            reason = FreeText.kept(reason);
        }
    }

    /** {@code saga.refund_payment}: this payment completed although the saga had given up on it. */
    record RefundPayment(String bookingId, String paymentId) implements BookingCommand {}
}
