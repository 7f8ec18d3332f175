package dev.saga.booking;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One booking as its customer placed it, and everything that anybody could ever report about it: what is true, what is
 * repeated, and what contradicts it.
 */
record Order(String bookingId, Map<String, Integer> wanted) {
    private static final BigDecimal CONTRADICTION = new BigDecimal("1000.01");

    /** A booking of so many products, each wanted in another quantity. */
    static Order of(int products) {
        var wanted = new LinkedHashMap<String, Integer>();
        IntStream.rangeClosed(1, products).forEach(i -> wanted.put("product-" + i, i));
        return new Order("b-1", wanted);
    }

    BookingInput created() {
        return new BookingInput.BookingCreated(
                bookingId,
                "ada",
                wanted.entrySet().stream()
                        .map(entry -> new Product(entry.getKey(), entry.getValue()))
                        .toList());
    }

    BookingInput reserved(String productId) {
        var price = new BigDecimal("0.10").multiply(BigDecimal.valueOf(wanted.get(productId)));
        return new BookingInput.ProductReserved(bookingId, productId, wanted.get(productId), price);
    }

    BookingInput reservedAtAnotherPrice(String productId) {
        return new BookingInput.ProductReserved(bookingId, productId, wanted.get(productId), CONTRADICTION);
    }

    BookingInput failed(String productId) {
        return new BookingInput.ReservationFailed(bookingId, productId, "sold out");
    }

    BookingInput paid(String paymentId) {
        return new BookingInput.PaymentCompleted(bookingId, paymentId, "");
    }

    BookingInput notPaid(@Nullable String paymentId) {
        return new BookingInput.PaymentFailed(bookingId, paymentId, "no cover");
    }

    BookingInput elapsed(BookingSaga.Phase phase) {
        return new BookingInput.DeadlineElapsed(bookingId, phase);
    }

    BookingInput cancel() {
        return new BookingInput.CancelRequested(bookingId, "a mistake");
    }

    BookingInput createdWithOtherContent() {
        return new BookingInput.BookingCreated(bookingId, "ada", List.of(new Product("another", 1)));
    }

    /** Everything that can be reported once the booking is known, or before. */
    List<BookingInput> alphabet() {
        var all = new ArrayList<BookingInput>();
        all.add(created());
        wanted.forEach((productId, quantity) -> {
            all.add(reserved(productId));
            all.add(reservedAtAnotherPrice(productId));
            all.add(new BookingInput.ProductReserved(bookingId, productId, quantity + 1, CONTRADICTION));
            all.add(failed(productId));
        });
        all.add(new BookingInput.ProductReserved(bookingId, "unknown", 1, CONTRADICTION));
        all.add(failed("unknown"));
        all.add(paid("payment-1"));
        all.add(paid("payment-2"));
        all.add(notPaid("payment-1"));
        all.add(notPaid(null));
        for (BookingSaga.Phase phase : BookingSaga.Phase.values()) {
            all.add(elapsed(phase));
        }
        all.add(cancel());
        return all;
    }
}
