package dev.saga.booking;

import java.util.Locale;

/** The first cause of a compensation. */
public enum Cause {
    /** A product could not be reserved. */
    STOCK,
    /** The payment failed. */
    PAYMENT,
    /** A participant did not answer in time. */
    DEADLINE,
    /** A person asked for it. */
    OPERATOR;

    /** The cause as the metrics label it (contract, section 4). */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
