package dev.saga.examples.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Which sagas are shown: one that completed and one that released stock, each short and yet of several products. */
final class Examples {
    private static final int GOOD_SIZE = 3;

    private Examples() {}

    /** The ids, none where there is none of its kind. */
    static List<String> of(List<WantedBooking> bookings, Books books) {
        Set<String> confirmed = books.byBooking(Fact.BookingConfirmed.class).keySet();
        Set<String> cancelled = books.byBooking(Fact.BookingCancelled.class).keySet();
        Map<String, List<Fact.StockReleased>> released = books.byBooking(Fact.StockReleased.class);
        List<String> ids = new ArrayList<>();
        best(bookings, confirmed::contains).ifPresent(ids::add);
        best(bookings, id -> cancelled.contains(id) && released.containsKey(id))
                .or(() -> best(bookings, cancelled::contains))
                .ifPresent(ids::add);
        return ids;
    }

    private static Optional<String> best(List<WantedBooking> bookings, Predicate<String> isOfTheKind) {
        return bookings.stream()
                .filter(booking -> isOfTheKind.test(booking.bookingId()))
                .min(Comparator.comparingInt(
                        booking -> Math.abs(booking.products().size() - GOOD_SIZE)))
                .map(WantedBooking::bookingId);
    }
}
