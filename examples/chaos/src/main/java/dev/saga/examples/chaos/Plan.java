package dev.saga.examples.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What one booking wants and what its services will do. Drawn from the run's seed and the booking's number, and from
 * nothing else.
 *
 * @param refused the product that is out of stock, by its index; {@link #NONE} if all are there
 * @param declined whether the payment fails
 * @param late the request that is answered only when its deadline is near or over: a product's index, their number for
 *     the payment, {@link #NONE} for none
 * @param nonsense what is sent beside it that cannot be handled
 */
record Plan(long seed, long number, List<Item> items, int refused, boolean declined, int late, Nonsense nonsense) {
    static final int NONE = -1;
    private static final String PREFIX = "b-";
    private static final int MOST_PRODUCTS = 3;

    /** Messages that must become dead letters. */
    enum Nonsense {
        NOTHING,
        /** An answer to a booking that nobody made. */
        UNKNOWN_BOOKING,
        /** No JSON. */
        MALFORMED
    }

    static Plan of(long seed, long number) {
        var random = new SplittableRandom(seed * 1_000_003 + number);
        List<Item> items = new ArrayList<>();
        int products = 1 + random.nextInt(MOST_PRODUCTS);
        for (int i = 0; i < products; i++) {
            items.add(new Item("p-" + i, 1 + random.nextInt(5), random.nextInt(20_000)));
        }
        int refused = random.nextInt(100) < 8 ? random.nextInt(products) : NONE;
        boolean declined = random.nextInt(100) < 6;
        int late = random.nextInt(100) < 3 ? random.nextInt(products + 1) : NONE;
        int nonsense = random.nextInt(200);
        return new Plan(
                seed,
                number,
                List.copyOf(items),
                refused,
                declined,
                late,
                nonsense == 0 ? Nonsense.UNKNOWN_BOOKING : nonsense == 1 ? Nonsense.MALFORMED : Nonsense.NOTHING);
    }

    String bookingId() {
        return PREFIX + number;
    }

    /** The number of the booking with that id; {@link #NONE} if none can have it. */
    static long numberOf(String bookingId) {
        return bookingId.matches(PREFIX + "[0-9]{1,18}") ? Long.parseLong(bookingId.substring(PREFIX.length())) : NONE;
    }

    /** The index of the product; {@link #NONE} if it has no such product. */
    int indexOf(String productId) {
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).productId().equals(productId)) {
                return i;
            }
        }
        return NONE;
    }

    String total() {
        return Item.money(items.stream()
                .mapToLong(item -> (long) item.cents() * item.quantity())
                .sum());
    }

    String paymentId() {
        return "pay-" + number;
    }

    /** How the network treats what is said at this step. */
    Noise noise(int step) {
        return Noise.of(new SplittableRandom((seed * 1_000_003 + number) * 31 + step + 1), step >= 0 && step == late);
    }
}
