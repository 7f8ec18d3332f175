package dev.saga.runner;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The schema's scripts, run by Flyway. */
final class Migrations {
    private static final String SCRIPTS = "classpath:dev/saga/postgres/migrations";
    private static final String ONE_AT_A_TIME = "select pg_advisory_lock(hashtextextended('saga migrations ' || ?, 0))";

    private Migrations() {}

    /**
     * Runs the scripts that were not run yet. Instances that start together take turns: the lock ends with its
     * connection.
     *
     * @return how many were run
     */
    static int migrate(DataSource source, String schema) {
        try (Connection connection = source.getConnection();
                Statement patience = connection.createStatement();
                PreparedStatement lock = connection.prepareStatement(ONE_AT_A_TIME)) {
            patience.execute("set lock_timeout = '40s'");
            lock.setString(1, schema);
            lock.execute();
            return flyway(source, schema).migrate().migrationsExecuted;
        } catch (SQLException e) {
            throw new StartupFailure("postgres.url", "the schema cannot be migrated: " + e.getMessage());
        } catch (FlywayException e) {
            throw new StartupFailure(
                    "postgres.schema", "the schema %s cannot be migrated: %s".formatted(schema, e.getMessage()));
        }
    }

    /** @throws StartupFailure if a script was not run yet */
    static void requireCurrent(DataSource source, String schema) {
        try {
            int pending = flyway(source, schema).info().pending().length;
            if (pending > 0) {
                throw new StartupFailure(
                        "postgres.schema",
                        "the schema %s is not migrated (%d scripts to run); use the command migrate, or postgres.migrate=true"
                                .formatted(schema, pending));
            }
        } catch (FlywayException e) {
            throw new StartupFailure(
                    "postgres.schema", "the schema %s cannot be read: %s".formatted(schema, e.getMessage()));
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
