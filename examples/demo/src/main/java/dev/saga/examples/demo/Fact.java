package dev.saga.examples.demo;

import java.math.BigDecimal;

/** What a participant did, as it stands in its ledger. */
sealed interface Fact {
    /** The booking that it was done for. */
    String bookingId();

    /** The units are set aside at this price for one. */
    record StockReserved(String bookingId, String productId, int quantity, BigDecimal price) implements Fact {}

    /** The units could not be set aside. */
    record StockRefused(String bookingId, String productId) implements Fact {}

    /** The units are free again. */
    record StockReleased(String bookingId, String productId, int quantity) implements Fact {}

    /** The money was taken; the amount is the text that the command had. */
    record PaymentCaptured(String bookingId, String paymentId, String amount) implements Fact {}

    /** The money was not taken. */
    record PaymentDeclined(String bookingId, String amount) implements Fact {}

    /** The money was given back. */
    record PaymentRefunded(String bookingId, String paymentId) implements Fact {}

    /** The booking was confirmed. */
    record BookingConfirmed(String bookingId) implements Fact {}

    /** The booking was cancelled. */
    record BookingCancelled(String bookingId, String reason) implements Fact {}
}
