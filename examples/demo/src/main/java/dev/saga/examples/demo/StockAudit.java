package dev.saga.examples.demo;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether every unit that was set aside is sold or free again. Pure. */
record StockAudit(Books books, Set<String> confirmed, Set<String> cancelled) {
    private record Item(String bookingId, String productId) {}

    List<Check> checks() {
        return List.of(unitsAddUp(), nothingHeldForCancelled(), nothingReleasedElsewhere());
    }

    private Check unitsAddUp() {
        long reserved = books.facts(Fact.StockReserved.class)
                .mapToLong(Fact.StockReserved::quantity)
                .sum();
        long sold = books.facts(Fact.StockReserved.class)
                .filter(stock -> confirmed.contains(stock.bookingId()))
                .mapToLong(Fact.StockReserved::quantity)
                .sum();
        long released = books.facts(Fact.StockReleased.class)
                .mapToLong(Fact.StockReleased::quantity)
                .sum();
        return new Check(
                reserved == sold + released,
                "stock: reserved = confirmed + released",
                "%,d = %,d + %,d units".formatted(reserved, sold, released));
    }

    private Check nothingHeldForCancelled() {
        Map<Item, Long> released = books.facts(Fact.StockReleased.class)
                .collect(Collectors.groupingBy(
                        stock -> new Item(stock.bookingId(), stock.productId()),
                        Collectors.summingLong(Fact.StockReleased::quantity)));
        Set<String> wrong = books.facts(Fact.StockReserved.class)
                .filter(stock -> cancelled.contains(stock.bookingId()))
                .filter(stock ->
                        released.getOrDefault(new Item(stock.bookingId(), stock.productId()), 0L) != stock.quantity())
                .map(Fact.StockReserved::bookingId)
                .collect(Collectors.toSet());
        return Audit.check(
                wrong,
                "nothing is held for a cancelled booking",
                "%,d reservations released".formatted(released.size()));
    }

    private Check nothingReleasedElsewhere() {
        Set<Item> reserved = books.facts(Fact.StockReserved.class)
                .map(stock -> new Item(stock.bookingId(), stock.productId()))
                .collect(Collectors.toCollection(HashSet::new));
        Set<String> wrong = books.facts(Fact.StockReleased.class)
                .filter(stock -> confirmed.contains(stock.bookingId())
                        || !reserved.remove(new Item(stock.bookingId(), stock.productId())))
                .map(Fact.StockReleased::bookingId)
                .collect(Collectors.toSet());
        return Audit.check(wrong, "nothing else is released, and nothing twice", "");
    }
}
