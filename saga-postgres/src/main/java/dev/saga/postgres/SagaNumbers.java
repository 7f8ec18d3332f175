package dev.saga.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers new sagas, taking some hundred numbers at a time, and remembers those of the sagas that were started last and
 * have not ended. What is remembered need not be right: a number is one saga's for ever, so an event that is appended
 * under a wrong one finds none before it. Numbers that were not used for a while are left out, so that
 * a saga that starts later than another by more than that has a greater number, whichever processes start them. Safe for
 * use by many threads.
 */
final class SagaNumbers {
    /** By how much the starts of two sagas may differ from the order of their numbers. */
    static final Duration ORDERED_WITHIN = Duration.ofMinutes(1);

    private static final Duration KEPT = Duration.ofSeconds(10);
    private static final int BLOCK = 500;
    /** Some 3 MB. */
    private static final int MOST_KNOWN = 20_000;

    private final Schema schema;
    private long next;
    private long end;
    private long staleAt = System.nanoTime();
    private final Map<String, Long> known = new LinkedHashMap<>(64, 0.75f, true);

    SagaNumbers(Schema schema) {
        this.schema = schema;
    }

    synchronized Long next(Connection connection) throws SQLException {
        if (next == end || System.nanoTime() - staleAt >= 0) {
            next = block(connection);
            end = next + BLOCK;
            staleAt = System.nanoTime() + KEPT.toNanos();
        }
        return next++;
    }

    /**
     * The next numbers are other ones. A server that stopped hard, or was succeeded, may have forgotten that it gave these
     * away, and give them to somebody else.
     */
    synchronized void renew() {
        next = end;
    }

    synchronized @Nullable Long known(String sagaId) {
        return known.get(sagaId);
    }

    synchronized void remember(String sagaId, long number) {
        known.put(sagaId, number);
        if (known.size() > MOST_KNOWN) {
            var eldest = known.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }

    synchronized void forget(String sagaId) {
        known.remove(sagaId);
    }

    private long block(Connection connection) throws SQLException {
        return new Query("select nextval(?::regclass)", schema.quoted() + ".saga_number")
                .one(connection, row -> row.getLong(1));
    }
}
