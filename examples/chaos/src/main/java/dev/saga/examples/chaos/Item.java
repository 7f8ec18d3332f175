package dev.saga.examples.chaos;

import java.math.BigDecimal;

/**
 * A product of a booking.
 *
 * @param cents the price of one unit
 */
record Item(String productId, int quantity, int cents) {

    static String money(long cents) {
        return BigDecimal.valueOf(cents, 2).toPlainString();
    }
}
