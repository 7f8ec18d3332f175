package dev.saga.examples.demo;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which bookings fail, and where: decided by the lot and the bookings' ids alone, so that a run can be repeated. */
final class Fates {
    private static final double SHARE_AT_STOCK = 0.5;
    private static final double SHARE_OF_OTHERS_SOLD_OUT = 0.2;

    private final Map<String, Set<String>> soldOut = new HashMap<>();
    private final Set<String> declined = new HashSet<>();

    private Fates() {}

    static Fates decide(List<WantedBooking> bookings, Lot lot, double failureRate) {
        var fates = new Fates();
        for (WantedBooking booking : bookings) {
            if (lot.draw("fails", booking.bookingId()) < failureRate) {
                fates.letFail(booking, lot);
            }
        }
        return fates;
    }

    private void letFail(WantedBooking booking, Lot lot) {
        String id = booking.bookingId();
        if (lot.draw("at stock", id) >= SHARE_AT_STOCK) {
            declined.add(id);
            return;
        }
        List<String> products = List.copyOf(booking.products().keySet());
        String first = products.get((int) (lot.draw("which", id) * products.size()));
        Set<String> missing = new HashSet<>(Set.of(first));
        for (String product : products) {
            if (lot.draw("sold out", id, product) < SHARE_OF_OTHERS_SOLD_OUT) {
                missing.add(product);
            }
        }
        soldOut.put(id, missing);
    }

    /** Whether this product cannot be reserved for this booking. */
    boolean soldOut(String bookingId, String productId) {
        return soldOut.getOrDefault(bookingId, Set.of()).contains(productId);
    }

    /** Whether this booking's payment is declined. */
    boolean declined(String bookingId) {
        return declined.contains(bookingId);
    }
}
