package dev.saga.examples.demo;

import java.math.BigDecimal;
import java.util.List;

/** What one unit of a product costs: mostly some cents, sometimes an amount that arithmetic with doubles gets wrong. */
record PriceList(Lot lot) {
    private static final List<String> TRAPS =
            List.of("0.1", "0.2", "0.30", "10.00", "0", "1.005", "33.333333333", "0.000000001", "90071992547409.93");
    private static final double SHARE_OF_TRAPS = 0.25;
    private static final int DEAREST_IN_CENTS = 50_000;

    BigDecimal priceOf(String productId) {
        if (lot.draw("tricky", productId) < SHARE_OF_TRAPS) {
            return new BigDecimal(TRAPS.get((int) (lot.draw("which tricky", productId) * TRAPS.size())));
        }
        return BigDecimal.valueOf(1 + (long) (lot.draw("price", productId) * DEAREST_IN_CENTS), 2);
    }

    /** Whether the service writes this product's price as a JSON string; the contract allows a number, too. */
    boolean writtenAsString(String productId) {
        return lot.draw("string", productId) < 0.5;
    }
}
