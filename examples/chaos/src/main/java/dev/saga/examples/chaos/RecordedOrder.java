package dev.saga.examples.chaos;

import dev.saga.saga.CommandId;
import dev.saga.saga.SagaId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The order in which a booking's commands were recorded, found again in their ids: each is made of the version of the
 * event that caused it and of its place among that event's commands.
 */
final class RecordedOrder {
    private static final int PLACES = 1_000;

    private final Map<String, Long> places = new HashMap<>();

    private RecordedOrder() {}

    static RecordedOrder of(String bookingId, long versions, int products) {
        var order = new RecordedOrder();
        var saga = new SagaId("booking", bookingId);
        for (long version = 1; version <= versions; version++) {
            for (int index = 0; index <= products + 1; index++) {
                UUID id = CommandId.of(saga, version, index);
                order.places.put(id.toString(), version * PLACES + index);
            }
        }
        return order;
    }

    /** What is wrong with these first occurrences, which are in the order in which the broker got them. */
    List<String> check(String bookingId, List<Heard> commands) {
        List<String> wrong = new ArrayList<>();
        for (Heard command : commands) {
            if (!places.containsKey(command.id())) {
                wrong.add(bookingId + ": a " + command.type() + " that no recorded event caused");
            }
        }
        for (Heard earlier : commands) {
            for (Heard later : commands) {
                if (place(earlier) < place(later) && cameAfter(earlier, later)) {
                    wrong.add("%s: a %s came before the %s that was recorded before it"
                            .formatted(bookingId, later.type(), earlier.type()));
                }
            }
        }
        return wrong;
    }

    private static boolean cameAfter(Heard one, Heard other) {
        return one.type().equals(other.type()) ? one.offset() > other.offset() : one.at() > other.at();
    }

    private long place(Heard command) {
        return places.getOrDefault(command.id(), 0L);
    }
}
