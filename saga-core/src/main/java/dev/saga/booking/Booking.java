package dev.saga.booking;

import dev.saga.booking.Stock.Released;
import dev.saga.booking.Stock.Reserved;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/**
 * What a saga knows of its booking.
 *
 * @param bookingId the booking's id
 * @param userId who books, empty if not said
 * @param stock the products in the order of the booking, and where each one's stock stands
 */
public record Booking(String bookingId, String userId, Products stock) {

    static Booking of(String bookingId, String userId, List<Product> products) {
        return new Booking(bookingId, userId, Products.requested(products));
    }

    Booking with(String productId, Stock now) {
        return new Booking(bookingId, userId, stock.with(productId, now));
    }

    /** This booking with everything that is reserved released. */
    Booking releaseAll() {
        return new Booking(bookingId, userId, stock.releaseAll());
    }

    boolean allReserved() {
        return stock.reserved() == stock.size();
    }

    boolean hasUnansweredStock() {
        return stock.requested() > 0;
    }

    /** The exact sum of price × quantity over everything that has a price, with the largest scale among the prices. */
    BigDecimal total() {
        var sum = BigDecimal.ZERO;
        for (Stock is : stock.values()) {
            if (is instanceof Reserved reserved) {
                sum = sum.add(reserved.price().multiply(BigDecimal.valueOf(reserved.quantity())));
            } else if (is instanceof Released released) {
                sum = sum.add(released.price().multiply(BigDecimal.valueOf(released.quantity())));
            }
        }
        return sum;
    }

    boolean sameContent(String user, List<Product> products) {
        if (!Objects.equals(userId, user) || stock.size() != products.size()) {
            return false;
        }
        for (Product product : products) {
            Stock is = stock.get(product.productId());
            if (is == null || is.quantity() != product.quantity()) {
                return false;
            }
        }
        return true;
    }
}
