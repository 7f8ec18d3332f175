package dev.saga.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Numbers new sagas, taking some hundred numbers at a time. Numbers that were not used for a while are left out, so that
 * a saga that starts later than another by more than that has a greater number, whichever processes start them. Safe for
 * use by many threads.
 */
final class SagaNumbers {
    /** By how much the starts of two sagas may differ from the order of their numbers. */
    static final Duration ORDERED_WITHIN = Duration.ofMinutes(1);

    private static final Duration KEPT = Duration.ofSeconds(10);
    private static final int BLOCK = 500;

    private final Schema schema;
    private long next;
    private long end;
    private long staleAt = System.nanoTime();

    SagaNumbers(Schema schema) {
        this.schema = schema;
    }

    synchronized long next(Connection connection) throws SQLException {
        if (next == end || System.nanoTime() - staleAt >= 0) {
            next = block(connection);
            end = next + BLOCK;
            staleAt = System.nanoTime() + KEPT.toNanos();
        }
        return next++;
    }

    private long block(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select nextval(?::regclass)")) {
            statement.setString(1, schema.quoted() + ".saga_number");
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
