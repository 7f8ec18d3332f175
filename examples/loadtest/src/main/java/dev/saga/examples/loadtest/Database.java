package dev.saga.examples.loadtest;

import dev.saga.runner.config.PostgresConfig;
import dev.saga.runner.config.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** What is looked up in PostgreSQL: what it has done, and how the orchestrator's tables stand. */
final class Database implements AutoCloseable {
    private static final String LIBRARY =
            "select count(*) from pg_catalog.pg_extension where extname = 'pg_stat_statements'";
    private static final String STATEMENTS = """
            select coalesce(sum(calls), 0) from pg_stat_statements
            where dbid = (select oid from pg_catalog.pg_database where datname = current_database())
                and query !~* '^(begin|commit|rollback)'
            """;
    private static final String COMMITS =
            "select xact_commit from pg_catalog.pg_stat_database where datname = current_database()";
    private static final String WAL =
            "select pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_insert_lsn(), '0/0')";
    private static final String COSTLIEST = """
            select calls, total_exec_time, rows, wal_bytes, regexp_replace(query, '\\s+', ' ', 'g')
            from pg_stat_statements order by total_exec_time desc limit 12
            """;

    private final Connection connection;
    private final String schema;
    private final boolean countsStatements;

    /**
     * How much was done so far.
     *
     * @param statements negative if nobody counts them
     */
    record Done(long statements, long commits, long walBytes) {}

    private Database(Connection connection, String schema) throws SQLException {
        this.connection = connection;
        this.schema = schema;
        this.countsStatements = number(LIBRARY) > 0;
    }

    /** @throws LoadTestFailure if it cannot be reached */
    static Database open(PostgresConfig config) {
        var properties = new Properties();
        config.user().value().ifPresent(user -> properties.setProperty("user", user));
        config.password().value().map(Secret::reveal).ifPresent(secret -> properties.setProperty("password", secret));
        properties.setProperty("ApplicationName", "saga-loadtest");
        try {
            return new Database(DriverManager.getConnection(config.url().value(), properties), config.schema());
        } catch (SQLException e) {
            throw new LoadTestFailure("the database cannot be reached: " + e.getMessage(), e);
        }
    }

    Done done() {
        try {
            return new Done(countsStatements ? number(STATEMENTS) : -1, number(COMMITS), number(WAL));
        } catch (SQLException e) {
            throw new LoadTestFailure("PostgreSQL does not tell what it has done: " + e.getMessage(), e);
        }
    }

    /** The process that all its sessions are children of; 0 if that runs elsewhere. */
    long postmaster() {
        try {
            return Cpu.parentOf(number("select pg_catalog.pg_backend_pid()"), "postgres");
        } catch (SQLException e) {
            throw new LoadTestFailure("PostgreSQL does not name its process: " + e.getMessage(), e);
        }
    }

    /** How many messages the orchestrator could not handle. */
    long deadLetters() {
        return count("dead_letter");
    }

    /** How many sagas have not ended and how many commands are not published. */
    long unsettled() {
        return count("in_flight") + count("outbox");
    }

    private long count(String table) {
        try {
            return number("select count(*) from \"" + schema + "\"." + table);
        } catch (SQLException e) {
            throw new LoadTestFailure("the table " + table + " cannot be counted: " + e.getMessage(), e);
        }
    }

    /** Forgets what was counted by statement. */
    void resetStatements() {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_stat_statements_reset()");
        } catch (SQLException e) {
            throw new LoadTestFailure("the statements' counters cannot be reset: " + e.getMessage(), e);
        }
    }

    /** The costliest statements, as lines of a table. */
    List<String> costliest() {
        List<String> lines = new ArrayList<>();
        lines.add("     calls   total ms  ms/call       rows     WAL MiB  statement");
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(COSTLIEST)) {
            while (row.next()) {
                String sql = row.getString(5).strip();
                lines.add("%,10d %,10.0f %8.3f %,10d %11.1f  %s"
                        .formatted(
                                row.getLong(1),
                                row.getDouble(2),
                                row.getDouble(2) / row.getLong(1),
                                row.getLong(3),
                                row.getDouble(4) / (1 << 20),
                                sql.substring(0, Math.min(90, sql.length()))));
            }
            return lines;
        } catch (SQLException e) {
            throw new LoadTestFailure("the statements cannot be listed: " + e.getMessage(), e);
        }
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    Connection connection() {
        return connection;
    }

    String schema() {
        return schema;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new LoadTestFailure("the connection could not be closed: " + e.getMessage(), e);
        }
    }
}
