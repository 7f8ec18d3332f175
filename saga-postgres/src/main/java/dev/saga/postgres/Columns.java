package dev.saga.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Rows for one statement, kept by column and sent as one array each: the statement's text is the same for any number of
 * rows, so that the server plans it once. Where rows are many, the statement unfolds the arrays side by side,
 * {@code select unnest(?) as a, unnest(?) as b}: named in its {@code from}, the server would copy each into a store of its own
 * first.
 */
final class Columns {
    private final List<Column> columns = new ArrayList<>();
    private int rows;

    private record Column(String type, List<@Nullable Object> values) {
        /** Of the elements' own class, which the driver needs to know for its binary form. */
        @Nullable Object[] array() {
            return switch (type) {
                case "text" -> values.toArray(new String[0]);
                case "bigint" -> values.toArray(new Long[0]);
                case "bool" -> values.toArray(new Boolean[0]);
                case "uuid" -> values.toArray(new UUID[0]);
                default -> throw new IllegalStateException("no arrays of " + type);
            };
        }
    }

    /** Columns of these SQL types. */
    Columns(String... types) {
        for (String type : types) {
            columns.add(new Column(type, new ArrayList<>()));
        }
    }

    /** The number of microseconds, which is what the server counts in; it refuses what is more than it can add to a time. */
    static @Nullable Long micros(@Nullable Duration duration) {
        return duration == null ? null : TimeUnit.MICROSECONDS.convert(duration);
    }

    /** Adds a row, one value per column. */
    void add(@Nullable Object... values) {
        for (int i = 0; i < values.length; i++) {
            columns.get(i).values().add(values[i]);
        }
        rows++;
    }

    int rows() {
        return rows;
    }

    boolean isEmpty() {
        return rows == 0;
    }

    /**
     * Sets the arrays as the parameters from {@code first} on.
     *
     * @return the place of the next parameter
     */
    int bind(Connection connection, PreparedStatement statement, int first) throws SQLException {
        int at = first;
        for (Column column : columns) {
            statement.setArray(at++, connection.createArrayOf(column.type(), column.array()));
        }
        return at;
    }
}
