package dev.saga.runner;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.saga.orchestrator.StoreUnavailable;
import dev.saga.postgres.Schema;
import dev.saga.runner.config.PostgresConfig;
import dev.saga.runner.config.Secret;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
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
     * network gives up, a quarter of an hour later; and when it is gone in the middle of a batch's statements, which to the
     * server is no idle transaction, until it first asks whether somebody is there, after two hours, or until what it has
     * answered by then is given up. Whoever waits for a lock should be gone before its client is; and behind a script that
     * waits for a table somebody reads, everybody would wait who writes to it.
     */
    private static final String PATIENCE = "-c idle_in_transaction_session_timeout=10s -c lock_timeout=8s"
            + " -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=3 -c tcp_keepalives_count=3 -c tcp_user_timeout=20s";

    /**
     * Pages that a session writes itself, because it needs their place in the server's memory, are on their way to the disk
     * soon. Otherwise they would all get there at the end of the next checkpoint, and every commit would wait behind them.
     */
    private static final String WRITES = "-c backend_flush_after=256kB";

    /**
     * What each connection asks of the server, as the driver's property {@code options} has it: how it plans and writes, how long
     * it waits for a lock, and how soon it gives up a client that is gone.
     */
    public static final String OPTIONS = PATIENCE + " " + WRITES + " " + PLANS;

    private static final String POOL = "the pool";
    private static final int OLDEST_SERVER = 15;
    private static final String NO_CONNECTION = "08";
    private static final String NOT_ALLOWED = "42501";
    private static final int SECONDS_TO_CONNECT = 10;
    private static final int SECONDS_TO_ANSWER = 10;
    /** What a script takes that builds an index. */
    private static final int FOR_EVER = 0;
    /** No turn begins later: three silent hosts have one each, and half of the minute that a start may take is left. */
    private static final Duration TAKING_TURNS = Duration.ofSeconds(25);

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

    /**
     * Opens the database for one command, on one connection, without ever migrating it.
     *
     * @throws StartupFailure as {@link #open} does
     */
    public static SagaDatabase openMigrated(PostgresConfig config) {
        return existing(config, 1);
    }

    private static SagaDatabase migrated(PostgresConfig config) {
        int first = firstToAnswer(config);
        Migrations.migrate(sourceForScripts(config, first), config.schema());
        return new SagaDatabase(pool(config, first, config.poolSize()), new Schema(config.schema()));
    }

    private static SagaDatabase existing(PostgresConfig config, int connections) {
        int first = firstToAnswer(config);
        Migrations.requireCurrent(source(config, first, SECONDS_TO_ANSWER), config.schema());
        return new SagaDatabase(pool(config, first, connections), new Schema(config.schema()));
    }

    /**
     * Migrates the database's schema.
     *
     * @return how many scripts were run
     * @throws StartupFailure as {@link #open} does
     */
    public static int migrate(PostgresConfig config) {
        return Migrations.migrate(sourceForScripts(config, firstToAnswer(config)), config.schema());
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

    /**
     * Which of the URL's hosts has to be the first for a server to be reached. The driver has one patience for all hosts
     * together, which a silent one uses up: so each gets its turn.
     *
     * @throws StartupFailure if no server is reached, or it is too old or refuses the credentials
     */
    private static int firstToAnswer(PostgresConfig config) {
        long start = System.nanoTime();
        int first = 0;
        while (true) {
            PGSimpleDataSource source = source(config, first, SECONDS_TO_ANSWER);
            try (Connection connection = source.getConnection()) {
                requireNewEnough("postgres.url", connection);
                return first;
            } catch (SQLException e) {
                first++;
                boolean another = first < source.getServerNames().length
                        && String.valueOf(e.getSQLState()).startsWith(NO_CONNECTION)
                        && System.nanoTime() - start < TAKING_TURNS.toNanos();
                if (!another) {
                    throw explained(e);
                }
            }
        }
    }

    /**
     * What a pool must be like that somebody else has set up.
     *
     * @throws StartupFailure if no server is reached, or it is too old or refuses the credentials, or the connections are of
     *     another isolation
     */
    static void requireFit(DataSource pool) {
        try (Connection connection = pool.getConnection()) {
            requireNewEnough(POOL, connection);
            String isolation = isolation(connection);
            if (!isolation.equals("read committed")) {
                throw new StartupFailure(
                        POOL,
                        "its connections are at %s, not at read committed: set it on the pool, or as the default of the database or role"
                                .formatted(isolation));
            }
        } catch (SQLException e) {
            throw new StartupFailure(POOL, unreachable(e));
        }
    }

    private static String isolation(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show transaction_isolation")) {
            row.next();
            return row.getString(1);
        }
    }

    private static void requireNewEnough(String key, Connection connection) throws SQLException {
        int version = connection.getMetaData().getDatabaseMajorVersion();
        if (version < OLDEST_SERVER) {
            throw new StartupFailure(
                    key,
                    "the server is PostgreSQL %d; version %d or newer is needed".formatted(version, OLDEST_SERVER));
        }
    }

    private static StartupFailure explained(SQLException e) {
        if (String.valueOf(e.getMessage()).contains("no password was provided")) {
            return new StartupFailure("postgres.password", "the server asks for a password, and none is set");
        }
        if (String.valueOf(e.getSQLState()).startsWith("28")) {
            return new StartupFailure("postgres.user", "the server refuses the credentials: " + e.getMessage());
        }
        return new StartupFailure("postgres.url", unreachable(e));
    }

    /** What the database refuses, or cannot do, after it was opened. */
    static StartupFailure explained(StoreUnavailable e) {
        boolean forbidden = e.getCause() instanceof SQLException cause && NOT_ALLOWED.equals(cause.getSQLState());
        return new StartupFailure(forbidden ? "postgres.user" : "postgres.url", String.valueOf(e.getMessage()));
    }

    private static String unreachable(SQLException e) {
        Throwable cause = e.getCause();
        if (cause instanceof UnknownHostException) {
            return "the host %s cannot be resolved".formatted(cause.getMessage());
        }
        String reason = cause == null || cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
        return "the database cannot be reached: " + e.getMessage() + reason;
    }

    private static HikariDataSource pool(PostgresConfig config, int first, int connections) {
        var settings = new HikariConfig();
        settings.setPoolName("saga");
        settings.setDataSource(source(config, first, SECONDS_TO_ANSWER));
        settings.setMaximumPoolSize(connections);
        settings.setMinimumIdle(connections);
        settings.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        settings.setConnectionTimeout(TimeUnit.SECONDS.toMillis(5));
        settings.setValidationTimeout(TimeUnit.SECONDS.toMillis(3));
        settings.setInitializationFailTimeout(-1);
        settings.setExceptionOverrideClassName(DemotedServer.class.getName());
        return new HikariDataSource(settings);
    }

    /**
     * Sockets time out, so that a black hole is noticed. A setting in the URL has precedence; only the pool has a patience
     * of its own with a login.
     *
     * @param first which of the URL's hosts is tried first
     */
    static PGSimpleDataSource source(PostgresConfig config, int first, int secondsToAnswer) {
        var source = new PGSimpleDataSource();
        source.setUrl(config.url().value());
        startWith(first, source);
        config.user().value().ifPresent(source::setUser);
        config.password().value().map(Secret::reveal).ifPresent(source::setPassword);
        Properties given = Driver.parseURL(config.url().value(), null);
        if (!PGProperty.SOCKET_TIMEOUT.isPresent(given)) {
            source.setSocketTimeout(secondsToAnswer);
        }
        if (!PGProperty.LOGIN_TIMEOUT.isPresent(given)) {
            source.setLoginTimeout(SECONDS_TO_CONNECT);
        }
        if (!PGProperty.CONNECT_TIMEOUT.isPresent(given)) {
            source.setConnectTimeout(SECONDS_TO_CONNECT);
        }
        if (!PGProperty.TCP_KEEP_ALIVE.isPresent(given)) {
            source.setTcpKeepAlive(true);
        }
        String options = source.getOptions() == null ? "" : source.getOptions() + " ";
        source.setOptions(PATIENCE + " " + WRITES + " " + options + PLANS);
        if (source.getApplicationName() == null) {
            source.setApplicationName("saga-runner");
        }
        return source;
    }

    /** Scripts take as long as they take, and Flyway's lock is held by a transaction that does nothing meanwhile. */
    private static PGSimpleDataSource sourceForScripts(PostgresConfig config, int first) {
        var source = source(config, first, FOR_EVER);
        source.setOptions(source.getOptions() + " -c idle_in_transaction_session_timeout=0");
        return source;
    }

    private static void startWith(int first, PGSimpleDataSource source) {
        String[] names = source.getServerNames();
        int[] ports = source.getPortNumbers();
        int hosts = names.length;
        source.setServerNames(IntStream.range(0, hosts)
                .mapToObj(i -> names[(first + i) % hosts])
                .toArray(String[]::new));
        source.setPortNumbers(
                IntStream.range(0, hosts).map(i -> ports[(first + i) % hosts]).toArray());
    }
}
