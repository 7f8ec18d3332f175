package dev.saga.examples.loadtest;

import java.nio.charset.StandardCharsets;

/**
 * What the bookings are and what becomes of each: the same for the same number, so that nothing has to be remembered.
 *
 * @param products of every booking
 * @param failureRate the share of bookings that fail, half at stock and half at payment
 */
record Workload(int products, double failureRate) {
    private static final int DIGITS = 4;
    private static final byte[] PRODUCT = "sku-".getBytes(StandardCharsets.US_ASCII);
    private static final long PRICES = 0x5DEECE66DL;
    private static final long REFUSALS = 0x2545F4914F6CDD1DL;

    byte[] productId(int product) {
        return "sku-%04d".formatted(product).getBytes(StandardCharsets.US_ASCII);
    }

    /** Which product's id begins there; -1 if it is none. */
    int productAt(byte[] text, int at) {
        if (at < 0 || at + PRODUCT.length + DIGITS > text.length) {
            return -1;
        }
        int product = 0;
        for (int i = 0; i < PRODUCT.length + DIGITS; i++) {
            byte is = text[at + i];
            if (i < PRODUCT.length ? is != PRODUCT[i] : is < '0' || is > '9') {
                return -1;
            }
            product = i < PRODUCT.length ? 0 : product * 10 + is - '0';
        }
        return product < products ? product : -1;
    }

    int quantity(int product) {
        return 1 + product % 3;
    }

    /** The price of one unit. */
    long cents(long booking, int product) {
        return 100 + Long.remainderUnsigned(Hash.of(PRICES + booking * 1_000 + product), 9_900);
    }

    long totalCents(long booking) {
        long total = 0;
        for (int product = 0; product < products; product++) {
            total += quantity(product) * cents(booking, product);
        }
        return total;
    }

    /** Which product is not to be had; -1 if all are. */
    int refusedProduct(long booking) {
        if (Hash.share(booking) >= failureRate / 2) {
            return -1;
        }
        return (int) Long.remainderUnsigned(Hash.of(REFUSALS + booking), products);
    }

    boolean paymentFails(long booking) {
        double lot = Hash.share(booking);
        return lot >= failureRate / 2 && lot < failureRate;
    }

    boolean completes(long booking) {
        return Hash.share(booking) >= failureRate;
    }
}
