package dev.saga.runner;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.saga.postgres.Schema;
import dev.saga.runner.config.PostgresConfig;
import java.util.concurrent.TimeUnit;

/**
 * The database that the configuration names: checked, migrated or found migrated, and behind a pool. Closing it closes
 * the connections.
 */
public final class SagaDatabase implements AutoCloseable {
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
        PostgresServer server = PostgresServer.reached(config);
        Migrations.migrate(server.sourceForScripts(), config.schema());
        return new SagaDatabase(pool(server, config.poolSize()), new Schema(config.schema()));
    }

    private static SagaDatabase existing(PostgresConfig config, int connections) {
        PostgresServer server = PostgresServer.reached(config);
        Migrations.requireCurrent(
                server.source(), config.schema(), "use the command migrate, or postgres.migrate=true");
        return new SagaDatabase(pool(server, connections), new Schema(config.schema()));
    }

    /**
     * Migrates the database's schema.
     *
     * @return how many scripts were run
     * @throws StartupFailure as {@link #open} does
     */
    public static int migrate(PostgresConfig config) {
        return Migrations.migrate(PostgresServer.reached(config).sourceForScripts(), config.schema());
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

    private static HikariDataSource pool(PostgresServer server, int connections) {
        var settings = new HikariConfig();
        settings.setPoolName("saga");
        settings.setDataSource(server.source());
        settings.setMaximumPoolSize(connections);
        settings.setMinimumIdle(connections);
        settings.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        settings.setConnectionTimeout(TimeUnit.SECONDS.toMillis(5));
        settings.setValidationTimeout(TimeUnit.SECONDS.toMillis(3));
        settings.setInitializationFailTimeout(-1);
        settings.setExceptionOverrideClassName(DemotedServer.class.getName());
        return new HikariDataSource(settings);
    }
}
