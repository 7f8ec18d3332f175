package dev.saga.booking;

import dev.saga.message.Outcome;
import dev.saga.saga.Command;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The books of somebody who stands outside: what the participants did, what the saga asked of them, and what the contract
 * (section 2) says must follow. Shares no code with the saga.
 *
 * @param order what was booked
 * @param created whether the saga has been told
 * @param held what the participants have set aside, at which price
 * @param failed what they said they cannot set aside
 * @param paid the payments that completed
 * @param payment whether the payment was ever said to have failed
 * @param ending what the booking must come to
 * @param gaveUp whether the compensation's deadline has elapsed
 * @param sent all commands ever sent
 */
record Ledger(
        Order order,
        boolean created,
        Map<String, BigDecimal> held,
        Set<String> failed,
        Set<String> paid,
        boolean paymentFailed,
        Ending ending,
        boolean gaveUp,
        Set<Command> sent) {
    /** What a booking comes to. */
    enum Ending {
        OPEN,
        CONFIRMED,
        CANCELLED
    }

    static Ledger of(Order order) {
        return new Ledger(order, false, Map.of(), Set.of(), Set.of(), false, Ending.OPEN, false, Set.of());
    }

    /**
     * The books after one more report.
     *
     * @throws AssertionError if what the saga made of it breaks a rule
     */
    Ledger observe(BookingInput input, Outcome outcome, List<? extends Command> commands, String state) {
        if (outcome == Outcome.DUPLICATE) {
            rule("1.1 a second delivery has no effect", List.of(), commands);
            rule("1.1 a second delivery has no effect", state(), state);
            return this;
        }
        Entry entry = new Entry(this);
        Outcome due = entry.read(input);
        Ledger next = entry.close(commands);
        next.check(commands);
        rule("2 the state", next.state(), state);
        if (outcome != Outcome.APPLIED) {
            rule("2.7 what is not applied causes nothing", List.of(), commands);
        }
        rule("2.7 what becomes of " + input, due, outcome);
        return next;
    }

    /** What was requested and never answered, as far as the saga still waits for it. */
    Set<String> unanswered() {
        var unanswered = new HashSet<>(order.wanted().keySet());
        unanswered.removeAll(held.keySet());
        unanswered.removeAll(failed);
        return created ? unanswered : Set.of();
    }

    boolean paymentRequested() {
        return sent.stream().anyMatch(BookingCommand.RequestPayment.class::isInstance);
    }

    boolean paymentUnanswered() {
        return paymentRequested() && !paymentFailed && paid.isEmpty();
    }

    /** The name of the state in which the contract wants the saga. */
    String state() {
        if (!created) {
            return "CREATED";
        }
        if (ending == Ending.CONFIRMED) {
            return "COMPLETED";
        }
        if (ending == Ending.CANCELLED) {
            boolean waiting = !gaveUp && (!unanswered().isEmpty() || paymentUnanswered());
            return waiting ? "COMPENSATING" : "CANCELLED";
        }
        return unanswered().isEmpty() ? "WAITING_PAYMENT" : "WAITING_STOCK";
    }

    private void check(List<? extends Command> now) {
        var before = new HashMap<Command, Integer>();
        now.forEach(command -> before.merge(command, 1, Integer::sum));
        rule("2.6 no command twice", Map.of(), without(before));
        String id = order.bookingId();
        var expected = new HashSet<Command>();
        if (created) {
            order.wanted()
                    .forEach((product, quantity) ->
                            expected.add(new BookingCommand.RequestStock(id, product, quantity)));
        }
        rule("2.1 every product is requested", expected, of(BookingCommand.RequestStock.class));

        boolean payable = created && held.size() == order.wanted().size() && failed.isEmpty();
        boolean asked = paymentRequested();
        if (ending != Ending.CANCELLED) {
            rule("2.2 payment is requested when everything is reserved", payable, asked);
        }
        rule(
                "2.2 payment of the total is requested, once",
                asked ? Set.of(new BookingCommand.RequestPayment(id, total())) : Set.of(),
                of(BookingCommand.RequestPayment.class));

        boolean confirmed = ending == Ending.CONFIRMED;
        rule(
                "2.3 a payment confirms the booking",
                confirmed ? Set.of(new BookingCommand.ConfirmBooking(id)) : Set.of(),
                of(BookingCommand.ConfirmBooking.class));
        boolean cancelled = ending == Ending.CANCELLED;
        rule(
                "2.4 and 2.6 the booking is cancelled, once",
                cancelled ? 1 : 0,
                of(BookingCommand.CancelBooking.class).size());

        var releases = new HashSet<Command>();
        var refunds = new HashSet<Command>();
        if (cancelled) {
            held.keySet()
                    .forEach(product -> releases.add(new BookingCommand.ReleaseStock(
                            id, product, order.wanted().get(product))));
            paid.forEach(payment -> refunds.add(new BookingCommand.RefundPayment(id, payment)));
        }
        rule("2.6 what is held is released", releases, of(BookingCommand.ReleaseStock.class));
        rule("2.6 a cancelled booking keeps no payment", refunds, of(BookingCommand.RefundPayment.class));
    }

    private static Map<Command, Integer> without(Map<Command, Integer> counted) {
        var repeated = new HashMap<>(counted);
        repeated.values().removeIf(count -> count == 1);
        return repeated;
    }

    private Set<Command> of(Class<? extends Command> kind) {
        var some = new HashSet<Command>();
        sent.stream().filter(kind::isInstance).forEach(some::add);
        return some;
    }

    /** Counted in units of 10^-9, so that no decimal arithmetic of the saga's is repeated here. */
    private BigDecimal total() {
        var billionths = BigInteger.ZERO;
        int scale = 0;
        for (var reservation : held.entrySet()) {
            scale = Math.max(scale, reservation.getValue().scale());
            var price = reservation.getValue().movePointRight(9).toBigIntegerExact();
            var quantity = BigInteger.valueOf(order.wanted().get(reservation.getKey()));
            billionths = billionths.add(price.multiply(quantity));
        }
        return new BigDecimal(billionths, 9).setScale(scale);
    }

    static void rule(String rule, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new AssertionError("rule %s: expected %s, but was %s".formatted(rule, expected, actual));
        }
    }
}
