package dev.saga.examples.chaos;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** The check of everything, when all is quiet: topics from the beginning, tables, and the participants' books. */
record Inspection(
        long confirmed,
        long cancelled,
        long refunded,
        long commands,
        long copies,
        long deadLetters,
        List<String> wrong) {
    private static final int NAMED_AT_MOST = 20;

    /** Looks at all of it. The runners need not run. */
    static Inspection of(Ledger ledger, Postman postman, CommandLog log, Database database) {
        List<String> wrong = new ArrayList<>();
        Map<String, List<Heard>> first = log.firstOccurrences();
        Map<String, Long> versions = database.versions();
        Set<String> unknown = new HashSet<>(first.keySet());
        Map<String, Long> nonsense = new TreeMap<>();
        for (Account account : ledger.accounts()) {
            Plan plan = account.plan();
            List<Heard> commands = first.getOrDefault(plan.bookingId(), List.of());
            unknown.remove(plan.bookingId());
            wrong.addAll(Audit.of(account, commands));
            long version = versions.getOrDefault(plan.bookingId(), 0L);
            wrong.addAll(
                    RecordedOrder.of(plan.bookingId(), version, plan.items().size())
                            .check(plan.bookingId(), commands));
            count(plan, nonsense);
        }
        expect(wrong, "bookings of commands that nobody made", unknown.size(), 0);
        expect(wrong, "stored sagas", versions.size(), ledger.begun());
        expect(wrong, "sagas in flight", database.inFlight(), 0);
        expect(wrong, "commands in the outbox", database.outbox(), 0);
        Set<UUID> unhandled = new HashSet<>(postman.identities());
        unhandled.removeAll(database.handledMessages());
        expect(wrong, "messages that are not in the inbox", unhandled.size(), 0);
        Map<String, Long> deadLetters = database.deadLetters();
        if (!deadLetters.equals(nonsense)) {
            wrong.add("dead letters: %s instead of %s".formatted(deadLetters, nonsense));
        }
        return new Inspection(
                count(first, Topics.CONFIRM),
                count(first, Topics.CANCEL),
                count(first, Topics.REFUND),
                first.values().stream().mapToLong(List::size).sum(),
                log.all().size() - first.values().stream().mapToLong(List::size).sum(),
                deadLetters.values().stream().mapToLong(Long::longValue).sum(),
                few(wrong));
    }

    /** A second message with an identity of its own is a second dead letter. */
    private static void count(Plan plan, Map<String, Long> nonsense) {
        Noise noise = plan.noise(Plan.NONE);
        long letters = noise.copy() && noise.copyIsAnother() ? 2 : 1;
        switch (plan.nonsense()) {
            case UNKNOWN_BOOKING -> nonsense.merge("unknown-saga", letters, Long::sum);
            case MALFORMED -> nonsense.merge("malformed", letters, Long::sum);
            case NOTHING -> {
                // Nothing was sent that could not be handled.
            }
        }
    }

    private static void expect(List<String> wrong, String what, long found, long expected) {
        if (found != expected) {
            wrong.add("%s: %,d instead of %,d".formatted(what, found, expected));
        }
    }

    private static long count(Map<String, List<Heard>> commands, String type) {
        return commands.values().stream()
                .flatMap(List::stream)
                .filter(command -> command.type().equals(type))
                .count();
    }

    private static List<String> few(List<String> wrong) {
        if (wrong.size() <= NAMED_AT_MOST) {
            return List.copyOf(wrong);
        }
        List<String> some = new ArrayList<>(wrong.subList(0, NAMED_AT_MOST));
        some.add("and %,d more".formatted(wrong.size() - NAMED_AT_MOST));
        return some;
    }
}
