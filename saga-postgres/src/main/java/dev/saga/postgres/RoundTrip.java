package dev.saga.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Statements that travel together: the server gets all of them at once and answers once. They run in the order in which
 * they were added, and an error in one of them stops the rest. What they answer is read when all of them have run, which
 * is too late to object if the last of them was the commit. So what must hold is put to the server, for which it is an
 * error where it does not.
 *
 * <p>Nothing is read while anything is still being sent. So a long answer belongs to the last statement, but for the commit:
 * the server stops taking in parameters when it cannot get rid of an answer, and then both sides would wait for each other.
 */
final class RoundTrip {
    /** The server quotes it, in whatever language it speaks, when it is to read it as a number. */
    private static final String NOT_SO = "saga: not as the batch counted on";

    private static final String NO_NUMBER = "22P02";

    private final StringBuilder sql = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();
    private final List<RowReader> answers = new ArrayList<>();
    private final boolean mayChangeSettings;
    private Plans plans = Plans.KEPT;
    private Plans wanted = Plans.KEPT;

    /** One that leaves the session's settings alone. */
    RoundTrip() {
        this(false);
    }

    /** One within a transaction that has begun with {@linkplain Plans#KEPT kept plans}, if it may change settings. */
    RoundTrip(boolean mayChangeSettings) {
        this.mayChangeSettings = mayChangeSettings;
    }

    /** How the server plans a statement. */
    enum Plans {
        /** Once, and keeps the plan: for statements that leave it one way, by the index that they are made for (ADR 12). */
        KEPT("force_generic_plan"),
        /** Each time, by what the tables hold then: for statements that join. */
        ANEW("force_custom_plan");

        private final String mode;

        Plans(String mode) {
            this.mode = mode;
        }
    }

    /** Reads one row. */
    interface RowReader {
        RowReader NOTHING = row -> {};

        void read(ResultSet row) throws SQLException;
    }

    /** Has the statements that are added from here on planned like this, where settings may be changed. */
    void plan(Plans statements) {
        wanted = statements;
    }

    /** A statement that changes rows. Its parameters are texts and {@link Columns}. */
    void change(String statement, Object... values) {
        read(RowReader.NOTHING, statement, values);
    }

    /** A statement that must change this number of rows, or everything is undone. */
    void changeExactly(int rows, String statement, Object... values) {
        readExactly(rows, statement + " returning 1", values);
    }

    /** A statement that must answer with this number of rows, or everything is undone. */
    void readExactly(int rows, String statement, Object... values) {
        gather(RowReader.NOTHING, "count(*)", rows, statement, values);
    }

    /** A statement that must answer with this number of rows, read as one: what the aggregate makes of them. */
    void gather(RowReader reader, String aggregate, int rows, String statement, Object... values) {
        Object[] andRows = Arrays.copyOf(values, values.length + 1);
        andRows[values.length] = Integer.toString(rows);
        String counted = must("count(*) = ?::bigint");
        read(reader, "with done as (%s) select %s, %s from done".formatted(statement, aggregate, counted), andRows);
    }

    /** An expression that fails where this condition does not hold, so that everything is undone. */
    static String must(String condition) {
        return "(case when " + condition + " then '1' else '" + NOT_SO + "' end)::int";
    }

    /** A statement that answers with rows. */
    void read(RowReader reader, String statement, Object... values) {
        if (mayChangeSettings && plans != wanted) {
            plans = wanted;
            add(RowReader.NOTHING, "select set_config('plan_cache_mode', '" + wanted.mode + "', true)");
        }
        add(reader, statement, values);
    }

    /** The end of the transaction; what was read is known only after it. */
    void commit() {
        add(RowReader.NOTHING, "commit");
    }

    private void add(RowReader reader, String statement, Object... values) {
        sql.append(sql.isEmpty() ? "" : ";\n").append(statement);
        parameters.addAll(List.of(values));
        answers.add(reader);
    }

    /**
     * Runs them.
     *
     * @throws Database.Undo if something is not as it must be; the transaction has failed then
     */
    void run(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
            statement.setFetchSize(0); // whatever the connection's is: a commit ends what is read piece by piece
            bind(connection, statement);
            boolean rows = statement.execute();
            for (RowReader reader : answers) {
                if (rows) {
                    readAll(statement, reader);
                }
                rows = statement.getMoreResults();
            }
        } catch (SQLException e) {
            if (NO_NUMBER.equals(e.getSQLState())
                    && String.valueOf(e.getMessage()).contains(NOT_SO)) {
                throw new Database.Undo();
            }
            throw e;
        }
    }

    private void bind(Connection connection, PreparedStatement statement) throws SQLException {
        int at = 1;
        for (Object parameter : parameters) {
            at = Query.bind(connection, statement, at, parameter);
        }
    }

    private static void readAll(PreparedStatement statement, RowReader reader) throws SQLException {
        try (ResultSet row = statement.getResultSet()) {
            while (row.next()) {
                reader.read(row);
            }
        }
    }
}
