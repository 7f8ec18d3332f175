package dev.saga.examples.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether the bookings ended as they must, by the participants' own books. Pure. */
final class Audit {
    private static final int NAMED_AT_MOST = 3;

    private final List<WantedBooking> bookings;
    private final Books books;
    private final Set<String> confirmed;
    private final Set<String> cancelled;

    private Audit(List<WantedBooking> bookings, Books books) {
        this.bookings = bookings;
        this.books = books;
        this.confirmed = books.byBooking(Fact.BookingConfirmed.class).keySet();
        this.cancelled = books.byBooking(Fact.BookingCancelled.class).keySet();
    }

    /** Everything that must hold, and whether it does. */
    static List<Check> of(List<WantedBooking> bookings, Books books, Standing standing) {
        var audit = new Audit(bookings, books);
        List<Check> checks = new ArrayList<>();
        checks.add(audit.oneEndEach());
        checks.add(audit.endsAsItsServicesDecided());
        checks.add(audit.everyProductRequestedOnce());
        checks.addAll(new StockAudit(books, audit.confirmed, audit.cancelled).checks());
        checks.addAll(new MoneyAudit(books, audit.confirmed).checks());
        checks.add(audit.noCommandTwice());
        checks.add(nothing(standing.inFlight(), "none of these bookings is in flight", "in flight"));
        checks.add(nothing(standing.outbox(), "the outbox is empty", "not published"));
        checks.add(nothing(standing.deadLetters(), "there are no new dead letters", "dead letters"));
        return List.copyOf(checks);
    }

    private Check oneEndEach() {
        Map<String, Long> ends = new HashMap<>();
        bookings.forEach(booking -> ends.put(booking.bookingId(), 0L));
        books.facts(Fact.BookingConfirmed.class).forEach(end -> ends.merge(end.bookingId(), 1L, Long::sum));
        books.facts(Fact.BookingCancelled.class).forEach(end -> ends.merge(end.bookingId(), 1L, Long::sum));
        Set<String> wrong = ends.entrySet().stream()
                .filter(end -> end.getValue() != 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return check(
                wrong,
                "each booking is confirmed or cancelled, once",
                "%,d + %,d = %,d".formatted(confirmed.size(), cancelled.size(), bookings.size()));
    }

    private Check endsAsItsServicesDecided() {
        Set<String> failed =
                new HashSet<>(books.byBooking(Fact.StockRefused.class).keySet());
        failed.addAll(books.byBooking(Fact.PaymentDeclined.class).keySet());
        Set<String> wrong = new HashSet<>(failed);
        wrong.retainAll(confirmed);
        long refused = cancelled.stream().filter(failed::contains).count();
        return check(
                wrong,
                "none is confirmed that a service refused",
                "%,d refused, %,d of them cancelled".formatted(failed.size(), refused));
    }

    private Check everyProductRequestedOnce() {
        Map<String, Map<String, Integer>> requested = new HashMap<>();
        books.commands().stream()
                .filter(command -> command.type().equals("saga.request_stock"))
                .forEach(command -> requested
                        .computeIfAbsent(command.bookingId(), id -> new HashMap<>())
                        .merge(command.productId(), command.quantity(), Integer::sum));
        Set<String> wrong = bookings.stream()
                .filter(booking -> !booking.products().equals(requested.get(booking.bookingId())))
                .map(WantedBooking::bookingId)
                .collect(Collectors.toSet());
        long products = bookings.stream()
                .mapToLong(booking -> booking.products().size())
                .sum();
        return check(wrong, "each product is requested with its quantity", "%,d products".formatted(products));
    }

    private Check noCommandTwice() {
        Set<String> subjects = new HashSet<>();
        Set<String> wrong = books.commands().stream()
                .filter(command -> !subjects.add(command.subject()))
                .map(ReceivedCommand::bookingId)
                .collect(Collectors.toSet());
        return check(
                wrong,
                "no command came under two ids",
                "%,d commands, %,d copies dropped".formatted(books.commands().size(), books.copies()));
    }

    private static Check nothing(long left, String claim, String what) {
        return new Check(left == 0, claim, left == 0 ? "" : "%,d %s".formatted(left, what));
    }

    /** A check that holds when no booking is wrong; else its detail names the bookings. */
    static Check check(Set<String> wrong, String claim, String detail) {
        if (wrong.isEmpty()) {
            return new Check(true, claim, detail);
        }
        String named = new TreeSet<>(wrong).stream().limit(NAMED_AT_MOST).collect(Collectors.joining(", "));
        return new Check(
                false,
                claim,
                "%,d wrong: %s%s".formatted(wrong.size(), named, wrong.size() > NAMED_AT_MOST ? ", ..." : ""));
    }
}
