package dev.saga.booking;

import java.math.BigDecimal;

/** Where the stock of one product of a booking stands. */
public sealed interface Stock {

    /** How many units were requested. */
    int quantity();

    /** Requested and not answered. */
    record Requested(int quantity) implements Stock {}

    /** Set aside at this price for one unit. */
    record Reserved(int quantity, BigDecimal price) implements Stock {}

    /** Refused by the participant. */
    record Failed(int quantity) implements Stock {}

    /** Was set aside at this price, and its release was requested. */
    record Released(int quantity, BigDecimal price) implements Stock {}
}
