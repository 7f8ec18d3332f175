package dev.saga.booking;

import dev.saga.booking.Stock.Released;
import dev.saga.booking.Stock.Requested;
import dev.saga.booking.Stock.Reserved;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a saga knows of its booking.
 *
 * @param bookingId the booking's id
 * @param userId who books, empty if not said
 * @param stock the products in the order of the booking, and where each one's stock stands
 */
public record Booking(String bookingId, String userId, Map<String, Stock> stock) {
    public Booking {
        stock = Collections.unmodifiableMap(stock);
    }

    static Booking of(String bookingId, String userId, List<Product> products) {
        var stock = new LinkedHashMap<String, Stock>();
        products.forEach(product -> stock.put(product.productId(), new Requested(product.quantity())));
        return new Booking(bookingId, userId, stock);
    }

    Booking with(String productId, Stock now) {
        var changed = new LinkedHashMap<>(stock);
        changed.put(productId, now);
        return new Booking(bookingId, userId, changed);
    }

    /** This booking with everything that is reserved released. */
    Booking releaseAll() {
        var changed = new LinkedHashMap<>(stock);
        changed.replaceAll((id, is) -> is instanceof Reserved r ? new Released(r.quantity(), r.price()) : is);
        return new Booking(bookingId, userId, changed);
    }

    /** Whether nothing but this product still waits for its reservation. */
    boolean onlyMissing(String productId) {
        return stock.entrySet().stream()
                .allMatch(entry ->
                        entry.getValue() instanceof Reserved || entry.getKey().equals(productId));
    }

    boolean hasUnansweredStock() {
        return stock.values().stream().anyMatch(Requested.class::isInstance);
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
        var wanted = new LinkedHashMap<String, Integer>();
        products.forEach(product -> wanted.put(product.productId(), product.quantity()));
        var known = new LinkedHashMap<String, Integer>();
        stock.forEach((id, is) -> known.put(id, is.quantity()));
        return Objects.equals(userId, user) && wanted.equals(known);
    }
}
