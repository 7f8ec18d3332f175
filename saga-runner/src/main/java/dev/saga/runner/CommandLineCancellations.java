package dev.saga.runner;

import dev.saga.message.Outbound;
import io.micrometer.core.instrument.Counter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Counts the compensations that {@code cancel} on a command line started, whose process nobody scrapes, by the one command
 * that every compensation sends once. A copy, as after a removal that failed, counts for nothing. For one thread.
 */
final class CommandLineCancellations {
    /** A copy follows its original within seconds. */
    private static final int REMEMBERED = 1_000;

    private final Counter counter;
    private final Set<UUID> counted = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    CommandLineCancellations(Counter counter) {
        this.counter = counter;
    }

    /** The broker has these, which some other process recorded. */
    void published(List<? extends Outbound<?>> commands) {
        for (Outbound<?> command : commands) {
            if (command.type().equals("saga.cancel_booking")
                    && command.causationId().startsWith(Bookings.CANCELLED_BY_OPERATOR)
                    && counted.add(command.id())) {
                counter.increment();
            }
        }
    }
}
