package dev.saga.booking;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The rule for the price of one unit (contract, section 1): exact decimals, never a double. */
final class Price {
    private static final int MOST_DIGITS_BEFORE_THE_POINT = 18;
    private static final int MOST_DIGITS_AFTER_THE_POINT = 9;

    private Price() {}

    /**
     * The price with a scale of at least 0, every digit kept.
     *
     * @throws IllegalArgumentException if it is missing, negative, or has more digits than the contract allows
     */
    static BigDecimal check(@Nullable BigDecimal price) {
        if (price == null) {
            throw new IllegalArgumentException("price is missing");
        }
        if (price.signum() < 0) {
            throw new IllegalArgumentException("price is negative");
        }
        if (price.scale() > MOST_DIGITS_AFTER_THE_POINT) {
            throw new IllegalArgumentException("price has %d digits after the point; the most is %d"
                    .formatted(price.scale(), MOST_DIGITS_AFTER_THE_POINT));
        }
        if (price.signum() == 0) {
            return price.scale() >= 0 ? price : BigDecimal.ZERO;
        }
        long digitsBefore = (long) price.precision() - price.scale();
        if (digitsBefore > MOST_DIGITS_BEFORE_THE_POINT) {
            throw new IllegalArgumentException("price has %d digits before the point; the most is %d"
                    .formatted(digitsBefore, MOST_DIGITS_BEFORE_THE_POINT));
        }
        return price.scale() >= 0 ? price : price.setScale(0);
    }
}
