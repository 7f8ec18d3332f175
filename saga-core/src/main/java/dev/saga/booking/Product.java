package dev.saga.booking;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A product and how many of it a booking wants.
 *
 * @param productId the product's id
 * @param quantity from 1 to 1,000,000,000
 */
public record Product(String productId, int quantity) {
    static final int MOST_UNITS = 1_000_000_000;
    static final int MOST_PRODUCTS = 1_000;

    /** @throws IllegalArgumentException if the id or the quantity breaks the contract's rule for it */
    public Product {
        productId = Identifier.check("productId", productId);
        checkQuantity(quantity);
    }

    static int checkQuantity(long quantity) {
        if (quantity < 1 || quantity > MOST_UNITS) {
            throw new IllegalArgumentException(
                    "quantity is %d; it must be from 1 to %d".formatted(quantity, MOST_UNITS));
        }
        return (int) quantity;
    }

    /** The products in the order of their first mention, the quantities of repeated ones added. */
    static List<Product> merged(@Nullable List<Product> products) {
        if (products == null || products.isEmpty()) {
            throw new IllegalArgumentException("products is missing or empty; a booking has at least one product");
        }
        Map<String, Long> quantities = new LinkedHashMap<>();
        for (@Nullable Product product : products) {
            if (product == null) {
                throw new IllegalArgumentException("products has null among its elements");
            }
            quantities.merge(product.productId, (long) product.quantity, Long::sum);
        }
        if (quantities.size() > MOST_PRODUCTS) {
            throw new IllegalArgumentException(
                    "products has %d products; the most is %d".formatted(quantities.size(), MOST_PRODUCTS));
        }
        if (quantities.size() == products.size()) {
            return List.copyOf(products);
        }
        return quantities.entrySet().stream()
                .map(entry -> new Product(entry.getKey(), checkQuantity(entry.getValue())))
                .toList();
    }
}
