package dev.saga.runner.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.runner.system.Services.Heard;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold of all commands that were ever heard (contract, rule 6), whatever happened to who sent them. */
final class Ledger {
    private final Map<String, String> contentOfId = new HashMap<>();
    private final Map<String, Set<String>> idsOfContent = new HashMap<>();
    private final Map<String, Set<String>> typesOfBooking = new HashMap<>();
    private final Map<String, Set<String>> released = new HashMap<>();

    Ledger(List<Heard> heard) {
        for (Heard command : heard) {
            String content = command.type() + command.body();
            String before = contentOfId.putIfAbsent(command.id(), content);
            assertThat(before == null || before.equals(content))
                    .as("one id, one command: " + command.id())
                    .isTrue();
            idsOfContent.computeIfAbsent(content, c -> new HashSet<>()).add(command.id());
            typesOfBooking
                    .computeIfAbsent(command.bookingId(), b -> new HashSet<>())
                    .add(command.type());
            if (command.type().equals("saga.release_stock")) {
                released.computeIfAbsent(command.bookingId(), b -> new HashSet<>())
                        .add(command.productId());
            }
        }
    }

    /** Whether each of these bookings was told its end. */
    boolean allEnded(Collection<String> bookings) {
        return bookings.stream().allMatch(id -> confirmed(id) || cancelled(id));
    }

    boolean confirmed(String bookingId) {
        return types(bookingId).contains("saga.confirm_booking");
    }

    boolean cancelled(String bookingId) {
        return types(bookingId).contains("saga.cancel_booking");
    }

    Set<String> released(String bookingId) {
        return released.getOrDefault(bookingId, Set.of());
    }

    /** No command went out under two ids, and no booking has two ends. */
    void holds() {
        idsOfContent.forEach((content, ids) -> assertThat(ids).as(content).hasSize(1));
        typesOfBooking.forEach(
                (id, types) -> assertThat(types.containsAll(Set.of("saga.confirm_booking", "saga.cancel_booking")))
                        .as(id + " is confirmed and cancelled")
                        .isFalse());
        released.keySet()
                .forEach(id -> assertThat(confirmed(id))
                        .as(id + " is confirmed, and released")
                        .isFalse());
    }

    private Set<String> types(String bookingId) {
        return typesOfBooking.getOrDefault(bookingId, Set.of());
    }
}
