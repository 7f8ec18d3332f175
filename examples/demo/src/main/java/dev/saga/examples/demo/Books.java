package dev.saga.examples.demo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The participants' ledgers laid side by side.
 *
 * @param commands what they were told, copies aside
 * @param facts what they did
 * @param copies how many copies of commands they dropped
 */
record Books(List<ReceivedCommand> commands, List<Fact> facts, long copies) {

    static Books of(Collection<Ledger> ledgers) {
        List<ReceivedCommand> commands = new ArrayList<>();
        List<Fact> facts = new ArrayList<>();
        long copies = 0;
        for (Ledger ledger : ledgers) {
            commands.addAll(ledger.commands());
            facts.addAll(ledger.facts());
            copies += ledger.copies();
        }
        return new Books(List.copyOf(commands), List.copyOf(facts), copies);
    }

    <F extends Fact> Stream<F> facts(Class<F> kind) {
        return facts.stream().filter(kind::isInstance).map(kind::cast);
    }

    /** The facts of a kind by the booking that they are about. */
    <F extends Fact> Map<String, List<F>> byBooking(Class<F> kind) {
        return facts(kind).collect(Collectors.groupingBy(Fact::bookingId));
    }

    /** How many commands of each type. */
    Map<String, Long> commandsByType() {
        return commands.stream()
                .collect(Collectors.groupingBy(ReceivedCommand::type, TreeMap::new, Collectors.counting()));
    }

    /** How many bookings were cancelled, by what the services know of the cause. */
    Map<String, Long> cancelledByCause() {
        var refused = byBooking(Fact.StockRefused.class);
        var declined = byBooking(Fact.PaymentDeclined.class);
        Function<String, String> cause =
                booking -> refused.containsKey(booking) ? "stock" : declined.containsKey(booking) ? "payment" : "other";
        return byBooking(Fact.BookingCancelled.class).keySet().stream()
                .collect(Collectors.groupingBy(cause, TreeMap::new, Collectors.counting()));
    }
}
