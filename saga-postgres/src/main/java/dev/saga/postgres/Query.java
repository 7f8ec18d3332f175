package dev.saga.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One statement with its parameters, run by itself: texts, numbers, UUIDs, times, {@link Columns}, durations, which the server
 * gets as microseconds, and null where the statement itself says of which type.
 */
final class Query {
    private final String sql;
    private final @Nullable Object[] parameters;

    Query(String sql, @Nullable Object... parameters) {
        this.sql = sql;
        this.parameters = parameters;
    }

    /** Makes something of a row. */
    interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** What is made of each row. */
    <T> List<T> list(Connection connection, RowMapper<T> mapper) throws SQLException {
        var list = new ArrayList<T>();
        forEach(connection, row -> list.add(mapper.map(row)));
        return list;
    }

    /** What is made of the only row, if there is one. */
    <T> Optional<T> find(Connection connection, RowMapper<T> mapper) throws SQLException {
        return list(connection, mapper).stream().findFirst();
    }

    /** What is made of a row that is always there. */
    <T> T one(Connection connection, RowMapper<T> mapper) throws SQLException {
        return list(connection, mapper).get(0);
    }

    void forEach(Connection connection, RoundTrip.RowReader reader) throws SQLException {
        try (PreparedStatement statement = bound(connection);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                reader.read(row);
            }
        }
    }

    /** How many rows it changes. */
    int update(Connection connection) throws SQLException {
        try (PreparedStatement statement = bound(connection)) {
            return statement.executeUpdate();
        }
    }

    private PreparedStatement bound(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            int at = 1;
            for (Object parameter : parameters) {
                at = bind(connection, statement, at, parameter);
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    /**
     * Sets a parameter, or several.
     *
     * @return the place of the next one
     */
    static int bind(Connection connection, PreparedStatement statement, int at, @Nullable Object parameter)
            throws SQLException {
        if (parameter instanceof Columns columns) {
            return columns.bind(connection, statement, at);
        }
        if (parameter instanceof Instant time) {
            statement.setObject(at, time.atOffset(ZoneOffset.UTC));
        } else if (parameter instanceof Duration duration) {
            statement.setObject(at, Columns.micros(duration));
        } else {
            statement.setObject(at, parameter);
        }
        return at + 1;
    }

    /** A column's time, which is not null. */
    static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** A column's time, or null. */
    static @Nullable Instant maybeTime(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** These texts as the array of one parameter. */
    static Columns texts(Iterable<String> texts) {
        var column = new Columns("text");
        texts.forEach(column::add);
        return column;
    }
}
