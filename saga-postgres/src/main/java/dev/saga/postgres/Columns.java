package dev.saga.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows for one statement, kept by column and sent as one array each: the statement's text is the same for any number of
 * rows, so that the server plans it once.
 */
final class Columns {
    private final List<Column> columns = new ArrayList<>();
    private int rows;

    private record Column(String type, List<Object> values) {}

    /** Columns of these SQL types. */
    Columns(String... types) {
        for (String type : types) {
            columns.add(new Column(type, new ArrayList<>()));
        }
    }

    /** Adds a row, one value per column. */
    void add(Object... values) {
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

    /** Sets the arrays as the parameters from {@code first} on. */
    void bind(Connection connection, PreparedStatement statement, int first) throws SQLException {
        int at = first;
        for (Column column : columns) {
            statement.setArray(
                    at++,
                    connection.createArrayOf(column.type(), column.values().toArray()));
        }
    }
}
