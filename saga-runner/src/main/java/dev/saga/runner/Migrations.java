package dev.saga.runner;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The schema's scripts, run by Flyway. */
final class Migrations {
    private static final String SCRIPTS = "classpath:dev/saga/postgres/migrations";
    private static final String PATIENCE =
            "select current_setting('lock_timeout'), set_config('lock_timeout', ?, false)";
    private static final String ONE_AT_A_TIME = "select pg_advisory_lock(hashtextextended('saga migrations ' || ?, 0))";
    private static final String THE_NEXT = "select pg_advisory_unlock(hashtextextended('saga migrations ' || ?, 0))";

    private Migrations() {}

    /**
     * Runs the scripts that were not run yet. Instances that start together take turns: the lock ends with its
     * connection at the latest. One of a pool is given back as it was.
     *
     * @return how many were run
     */
    static int migrate(DataSource source, String schema) {
        try (Connection connection = source.getConnection();
                Turn turn = Turn.take(connection, schema)) {
            return turn.migrate(source);
        } catch (SQLException e) {
            throw new StartupFailure("postgres.url", "the schema cannot be migrated: " + e.getMessage());
        } catch (FlywayException e) {
            throw new StartupFailure(
                    "postgres.schema", "the schema %s cannot be migrated: %s".formatted(schema, e.getMessage()));
        }
    }

    /** @throws StartupFailure if a script was not run yet; it says what to do */
    static void requireCurrent(DataSource source, String schema, String remedy) {
        try {
            int pending = flyway(source, schema).info().pending().length;
            if (pending > 0) {
                throw new StartupFailure(
                        "postgres.schema",
                        "the schema %s is not migrated (%d scripts to run): %s".formatted(schema, pending, remedy));
            }
        } catch (FlywayException e) {
            throw new StartupFailure(
                    "postgres.schema", "the schema %s cannot be read: %s".formatted(schema, e.getMessage()));
        }
    }

    /** The right to run scripts; the connection is then as it was before. */
    private record Turn(Connection connection, String schema, String patience) implements AutoCloseable {
        static Turn take(Connection connection, String schema) throws SQLException {
            connection.setAutoCommit(true);
            var turn = new Turn(connection, schema, ask(connection, PATIENCE, "40s"));
            try {
                ask(connection, ONE_AT_A_TIME, schema);
                return turn;
            } catch (SQLException e) {
                ask(connection, PATIENCE, turn.patience);
                throw e;
            }
        }

        int migrate(DataSource source) {
            return flyway(source, schema).migrate().migrationsExecuted;
        }

        @Override
        public void close() throws SQLException {
            ask(connection, THE_NEXT, schema);
            ask(connection, PATIENCE, patience);
        }
    }

    private static String ask(Connection connection, String sql, String parameter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return String.valueOf(row.getString(1));
            }
        }
    }

    private static Flyway flyway(DataSource source, String schema) {
        return Flyway.configure()
                .dataSource(source)
                .locations(SCRIPTS)
                .schemas(schema)
                .defaultSchema(schema)
                .table("migration")
                .load();
    }
}
