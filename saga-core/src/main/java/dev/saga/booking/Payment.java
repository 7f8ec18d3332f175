package dev.saga.booking;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Where the payment of a booking stands.
 *
 * @param status what the last answer said
 * @param completed the ids of all payments that completed, in that order; more than one only where a participant took
 *     money again after the saga had given up
 */
public record Payment(Status status, Set<String> completed) {

    /** What is known of the one payment request. */
    public enum Status {
        /** The saga never asked for money. */
        NOT_REQUESTED,
        /** Asked for and not answered. */
        REQUESTED,
        /** The money was not taken. */
        FAILED,
        /** The money was taken. */
        COMPLETED
    }

    static final Payment NOT_REQUESTED = new Payment(Status.NOT_REQUESTED, Set.of());
    static final Payment REQUESTED = new Payment(Status.REQUESTED, Set.of());

    Payment fail() {
        return new Payment(Status.FAILED, completed);
    }

    Payment complete(String paymentId) {
        var ids = new LinkedHashSet<>(completed);
        ids.add(paymentId);
        return new Payment(Status.COMPLETED, Collections.unmodifiableSet(ids));
    }
}
