package dev.saga.examples.benchmarks;

import dev.saga.booking.BookingInput;
import dev.saga.booking.Product;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** All that one booking is told from its beginning to its end, in order. */
final class Conversation {
    private static final BigDecimal PRICE = new BigDecimal("19.90");

    private Conversation() {}

    /** Every product is reserved and the payment completes. */
    static List<BookingInput> completed(String bookingId, int products) {
        var told = new ArrayList<BookingInput>();
        told.add(created(bookingId, products));
        for (int product = 0; product < products; product++) {
            told.add(reserved(bookingId, product));
        }
        told.add(new BookingInput.PaymentCompleted(bookingId, "payment-of-" + bookingId, "thank you"));
        return told;
    }

    /** The first product cannot be reserved; the others are, too late. */
    static List<BookingInput> soldOut(String bookingId, int products) {
        var told = new ArrayList<BookingInput>();
        told.add(created(bookingId, products));
        told.add(new BookingInput.ReservationFailed(bookingId, id(0), "sold out"));
        for (int product = 1; product < products; product++) {
            told.add(reserved(bookingId, product));
        }
        return told;
    }

    /** Every product is reserved and the payment fails. */
    static List<BookingInput> unpaid(String bookingId, int products) {
        var told = completed(bookingId, products);
        told.set(
                told.size() - 1,
                new BookingInput.PaymentFailed(bookingId, "payment-of-" + bookingId, "insufficient funds"));
        return told;
    }

    private static BookingInput created(String bookingId, int products) {
        return new BookingInput.BookingCreated(
                bookingId,
                "ada",
                IntStream.range(0, products)
                        .mapToObj(product -> new Product(id(product), 2))
                        .toList());
    }

    private static BookingInput reserved(String bookingId, int product) {
        return new BookingInput.ProductReserved(bookingId, id(product), 2, PRICE);
    }

    private static String id(int product) {
        return "product-" + product;
    }
}
