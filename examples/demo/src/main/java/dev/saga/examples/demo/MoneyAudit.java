package dev.saga.examples.demo;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether exactly the confirmed bookings are paid, to the last digit. Pure. */
record MoneyAudit(Books books, Set<String> confirmed) {

    List<Check> checks() {
        Map<String, BigDecimal> totals = totals();
        return List.of(exactTotals(totals), captured(totals), onlyConfirmedArePaid());
    }

    /** The exact total of each booking, by the product service's own prices. */
    private Map<String, BigDecimal> totals() {
        return books.facts(Fact.StockReserved.class)
                .collect(Collectors.groupingBy(
                        Fact::bookingId,
                        Collectors.reducing(
                                BigDecimal.ZERO,
                                stock -> stock.price().multiply(BigDecimal.valueOf(stock.quantity())),
                                BigDecimal::add)));
    }

    private Check exactTotals(Map<String, BigDecimal> totals) {
        List<ReceivedCommand> requests = books.commands().stream()
                .filter(command -> command.type().equals("saga.request_payment"))
                .toList();
        Set<String> wrong = requests.stream()
                .filter(request -> !request.totalPrice()
                        .equals(totals.getOrDefault(request.bookingId(), BigDecimal.ZERO)
                                .toPlainString()))
                .map(ReceivedCommand::bookingId)
                .collect(Collectors.toSet());
        return Audit.check(
                wrong,
                "payments are asked for to the last digit",
                "%,d totals of price x quantity".formatted(requests.size()));
    }

    private Check captured(Map<String, BigDecimal> totals) {
        BigDecimal captured =
                kept().map(payment -> new BigDecimal(payment.amount())).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal owed = confirmed.stream()
                .map(booking -> totals.getOrDefault(booking, BigDecimal.ZERO))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        boolean equal = captured.compareTo(owed) == 0;
        String amount = captured.toPlainString();
        return new Check(
                equal,
                "money: captured = totals of confirmed",
                equal ? amount : amount + " instead of " + owed.toPlainString());
    }

    private Check onlyConfirmedArePaid() {
        Set<String> unpaid = new HashSet<>(confirmed);
        Set<String> wrong = kept().map(Fact.PaymentCaptured::bookingId)
                .filter(booking -> !unpaid.remove(booking))
                .collect(Collectors.toCollection(HashSet::new));
        wrong.addAll(unpaid);
        return Audit.check(
                wrong,
                "each confirmed booking is paid once, no other is",
                "%,d payments, %,d refunded"
                        .formatted(
                                books.facts(Fact.PaymentCaptured.class).count(),
                                books.facts(Fact.PaymentRefunded.class).count()));
    }

    private Stream<Fact.PaymentCaptured> kept() {
        Set<String> refunded = books.facts(Fact.PaymentRefunded.class)
                .map(Fact.PaymentRefunded::paymentId)
                .collect(Collectors.toSet());
        return books.facts(Fact.PaymentCaptured.class).filter(payment -> !refunded.contains(payment.paymentId()));
    }
}
