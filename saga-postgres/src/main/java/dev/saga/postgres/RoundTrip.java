package dev.saga.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Statements that travel together: the server gets all of them at once and answers once. They run in the order in which
 * they were added, and an error in one of them stops the rest. What they answer is read when all of them have run.
 *
 * <p>Nothing is read while anything is still being sent. So a long answer belongs to the last statement: the server stops
 * taking in parameters when it cannot get rid of an answer, and then both sides would wait for each other.
 */
final class RoundTrip {
    private final StringBuilder sql = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
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

    /** What a statement answers. */
    private sealed interface Answer {
        record Count(int expected) implements Answer {}

        record Rows(RowReader reader, int expected) implements Answer {}
    }

    /** Reads one row. */
    interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    /** Has the statements that are added from here on planned like this, where settings may be changed. */
    void plan(Plans statements) {
        wanted = statements;
    }

    /** A statement that may change any number of rows. Its parameters are texts and {@link Columns}. */
    void change(String statement, Object... values) {
        add(new Answer.Count(-1), statement, values);
    }

    /** A statement that must change this number of rows, or everything is undone. */
    void changeExactly(int rows, String statement, Object... values) {
        add(new Answer.Count(rows), statement, values);
    }

    /** A statement that answers with rows. */
    void read(RowReader reader, String statement, Object... values) {
        add(new Answer.Rows(reader, -1), statement, values);
    }

    /** A statement that must answer with this number of rows, or everything is undone. */
    void readExactly(int rows, String statement, Object... values) {
        add(new Answer.Rows(row -> {}, rows), statement, values);
    }

    private void add(Answer answer, String statement, Object... values) {
        if (mayChangeSettings && plans != wanted) {
            plans = wanted;
            read(row -> {}, "select set_config('plan_cache_mode', '" + wanted.mode + "', true)");
        }
        sql.append(sql.isEmpty() ? "" : ";\n").append(statement);
        parameters.addAll(List.of(values));
        answers.add(answer);
    }

    /**
     * Runs them.
     *
     * @throws Database.Undo if one changed or found another number of rows than it must
     */
    void run(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
            bind(connection, statement);
            boolean rows = statement.execute();
            for (Answer answer : answers) {
                if (answer instanceof Answer.Rows expected) {
                    readAll(statement, expected);
                } else if (rows) {
                    throw new IllegalStateException("rows where a count was expected");
                } else if (answer instanceof Answer.Count count
                        && count.expected() >= 0
                        && count.expected() != statement.getUpdateCount()) {
                    throw new Database.Undo();
                }
                rows = statement.getMoreResults();
            }
        }
    }

    private void bind(Connection connection, PreparedStatement statement) throws SQLException {
        int at = 1;
        for (Object parameter : parameters) {
            if (parameter instanceof Columns columns) {
                at = columns.bind(connection, statement, at);
            } else {
                statement.setString(at++, (String) parameter);
            }
        }
    }

    private static void readAll(PreparedStatement statement, Answer.Rows expected) throws SQLException {
        int rows = 0;
        try (ResultSet row = statement.getResultSet()) {
            while (row.next()) {
                expected.reader().read(row);
                rows++;
            }
        }
        if (expected.expected() >= 0 && expected.expected() != rows) {
            throw new Database.Undo();
        }
    }
}
