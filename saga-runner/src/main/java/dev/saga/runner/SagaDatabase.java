package dev.saga.runner;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.saga.postgres.Schema;
import dev.saga.runner.config.PostgresConfig;
import dev.saga.runner.config.Secret;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The database that the configuration names: checked, migrated or found migrated, and behind a pool. Closing it closes
 * the connections.
 */
public final class SagaDatabase implements AutoCloseable {
    /**
     * A plan that was kept while the tables were small reads them whole once they have grown; and a bitmap, which the
     * planner likes for a table that it believes to be empty, visits every dead row of a queue each time.
     */
    private static final String PLANS = "-c plan_cache_mode=force_custom_plan -c enable_bitmapscan=off";

    /**
     * When the host of another process is gone in the middle of a transaction, the server would hold its locks until the
     * network gives up, a quarter of an hour later; and whoever waits for a lock should be gone before its client is.
     */
    private static final String PATIENCE = "-c idle_in_transaction_session_timeout=10s -c lock_timeout=8s";

    private static final int OLDEST_SERVER = 15;
    private static final int SECONDS_TO_CONNECT = 10;
    private static final int SECONDS_TO_ANSWER = 10;

    private final HikariDataSource pool;
    private final Schema schema;

    private SagaDatabase(HikariDataSource pool, Schema schema) {
        this.pool = pool;
        this.schema = schema;
    }

    /**
     * Opens the database, and migrates it where the configuration says so.
     *
     * @throws StartupFailure if it cannot be reached, is too old, refuses the credentials, or has no current schema
     */
    public static SagaDatabase open(PostgresConfig config) {
        return config.migrate() ? migrated(config) : existing(config, config.poolSize());
    }

    /** Opens the database without ever migrating it, on one connection. */
    public static SagaDatabase openForReading(PostgresConfig config) {
        return existing(config, 1);
    }

    /** Opens the database for one change, without ever migrating it, on one connection. */
    public static SagaDatabase openForOneChange(PostgresConfig config) {
        return existing(config, 1);
    }

    private static SagaDatabase migrated(PostgresConfig config) {
        migrate(config);
        return new SagaDatabase(pool(config, config.poolSize()), new Schema(config.schema()));
    }

    private static SagaDatabase existing(PostgresConfig config, int connections) {
        check(config);
        Migrations.requireCurrent(source(config, 0), config.schema());
        return new SagaDatabase(pool(config, connections), new Schema(config.schema()));
    }

    /**
     * Migrates the database's schema.
     *
     * @return how many scripts were run
     * @throws StartupFailure as {@link #open} does
     */
    public static int migrate(PostgresConfig config) {
        check(config);
        return Migrations.migrate(source(config, 0), config.schema());
    }

    /** The pool. */
    public HikariDataSource pool() {
        return pool;
    }

    /** Where the tables are. */
    public Schema schema() {
        return schema;
    }

    @Override
    public void close() {
        pool.close();
    }

    private static void check(PostgresConfig config) {
        try (Connection connection = source(config, SECONDS_TO_ANSWER).getConnection()) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST_SERVER) {
                throw new StartupFailure(
                        "postgres.url",
                        "the server is PostgreSQL %d; version %d or newer is needed".formatted(version, OLDEST_SERVER));
            }
        } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            if (String.valueOf(e.getMessage()).contains("no password was provided")) {
                throw new StartupFailure("postgres.password", "the server asks for a password, and none is set");
            }
            if (state.startsWith("28")) {
                throw new StartupFailure("postgres.user", "the server refuses the credentials: " + e.getMessage());
            }
            throw new StartupFailure("postgres.url", unreachable(e));
        }
    }

    private static String unreachable(SQLException e) {
        Throwable cause = e.getCause();
        if (cause instanceof UnknownHostException) {
            return "the host %s cannot be resolved".formatted(cause.getMessage());
        }
        String reason = cause == null || cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
        return "the database cannot be reached: " + e.getMessage() + reason;
    }

    private static HikariDataSource pool(PostgresConfig config, int connections) {
        var settings = new HikariConfig();
        settings.setPoolName("saga");
        settings.setDataSource(source(config, SECONDS_TO_ANSWER));
        settings.setMaximumPoolSize(connections);
        settings.setMinimumIdle(connections);
        settings.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        settings.setConnectionTimeout(TimeUnit.SECONDS.toMillis(5));
        settings.setValidationTimeout(TimeUnit.SECONDS.toMillis(3));
        settings.setInitializationFailTimeout(-1);
        settings.setExceptionOverrideClassName(DemotedServer.class.getName());
        return new HikariDataSource(settings);
    }

    /** Sockets time out, so that a black hole is noticed; a setting in the URL has precedence. */
    private static PGSimpleDataSource source(PostgresConfig config, int secondsToAnswer) {
        var source = new PGSimpleDataSource();
        source.setUrl(config.url().value());
        config.user().value().ifPresent(source::setUser);
        config.password().value().map(Secret::reveal).ifPresent(source::setPassword);
        if (!config.url().value().contains("socketTimeout=")) {
            source.setSocketTimeout(secondsToAnswer);
        }
        source.setLoginTimeout(SECONDS_TO_CONNECT);
        source.setConnectTimeout(SECONDS_TO_CONNECT);
        source.setTcpKeepAlive(true);
        String options = source.getOptions() == null ? "" : source.getOptions() + " ";
        source.setOptions(PATIENCE + " " + options + PLANS);
        if (source.getApplicationName() == null) {
            source.setApplicationName("saga-runner");
        }
        return source;
    }
}
