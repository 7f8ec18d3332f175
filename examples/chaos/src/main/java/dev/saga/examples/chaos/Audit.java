package dev.saga.examples.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether the commands of one booking are those that its services' books call for (contract, rule 6). Pure. */
final class Audit {
    private final Account account;
    private final Plan plan;
    private final Map<String, List<Heard>> byType;
    private final List<String> wrong = new ArrayList<>();

    private Audit(Account account, List<Heard> commands) {
        this.account = account;
        this.plan = account.plan();
        this.byType = commands.stream().collect(Collectors.groupingBy(Heard::type));
        onlyOneId(commands);
    }

    /** What is wrong with the booking, given each of its commands once. */
    static List<String> of(Account account, List<Heard> commands) {
        var audit = new Audit(account, commands);
        audit.stockIsRequested();
        audit.paymentIsRequested();
        audit.ends();
        return audit.wrong.stream()
                .map(what -> account.plan().bookingId() + ": " + what)
                .toList();
    }

    private void onlyOneId(List<Heard> commands) {
        Map<String, String> contentOfId = new HashMap<>();
        Map<String, String> idOfContent = new HashMap<>();
        for (Heard command : commands) {
            String content = command.type() + command.content();
            if (contentOfId.putIfAbsent(command.id(), content) != null) {
                wrong.add("two commands with the id " + command.id());
            }
            if (idOfContent.putIfAbsent(content, command.id()) != null) {
                wrong.add("one command under two ids: " + content);
            }
        }
    }

    private void stockIsRequested() {
        Set<String> wanted = plan.items().stream()
                .map(item -> item.productId() + " x " + item.quantity())
                .collect(Collectors.toCollection(TreeSet::new));
        expect(Topics.REQUEST_STOCK, products(Topics.REQUEST_STOCK), wanted, wanted.size());
    }

    private void paymentIsRequested() {
        List<Heard> requests = heard(Topics.REQUEST_PAYMENT);
        if (requests.size() > 1) {
            wrong.add("payment is requested " + requests.size() + " times");
        }
        for (Heard request : requests) {
            if (!request.body().path("totalPrice").asText().equals(plan.total())) {
                wrong.add("the payment is " + request.content() + " and not " + plan.total());
            }
            if (reserved().size() < plan.items().size()) {
                wrong.add("payment is requested though a product was not reserved");
            }
        }
    }

    private void ends() {
        int confirmed = heard(Topics.CONFIRM).size();
        int cancelled = heard(Topics.CANCEL).size();
        if (confirmed + cancelled != 1) {
            wrong.add("%d times confirmed and %d times cancelled".formatted(confirmed, cancelled));
        }
        boolean sold = confirmed > 0;
        if (sold && !account.hasCaptured()) {
            wrong.add("confirmed, and not paid");
        }
        Set<String> released = sold ? Set.of() : reserved();
        expect(Topics.RELEASE_STOCK, products(Topics.RELEASE_STOCK), released, released.size());
        Set<String> refunds = heard(Topics.REFUND).stream()
                .map(refund -> refund.body().path("paymentId").asText())
                .collect(Collectors.toSet());
        Set<String> owed = !sold && account.hasCaptured() ? Set.of(plan.paymentId()) : Set.of();
        expect(Topics.REFUND, refunds, owed, owed.size());
    }

    private Set<String> reserved() {
        Set<String> reserved = new TreeSet<>();
        for (int i = 0; i < plan.items().size(); i++) {
            if (account.hasReserved(i)) {
                Item item = plan.items().get(i);
                reserved.add(item.productId() + " x " + item.quantity());
            }
        }
        return reserved;
    }

    private Set<String> products(String type) {
        return heard(type).stream()
                .map(command -> command.productId() + " x "
                        + command.body().path("quantity").asInt())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void expect(String type, Set<String> found, Set<String> expected, int times) {
        if (!found.equals(expected) || heard(type).size() != times) {
            wrong.add("%s: %s (%d times) instead of %s"
                    .formatted(type, found, heard(type).size(), expected));
        }
    }

    private List<Heard> heard(String type) {
        return byType.getOrDefault(type, List.of());
    }
}
