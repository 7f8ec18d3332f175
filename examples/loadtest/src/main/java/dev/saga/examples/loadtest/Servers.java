package dev.saga.examples.loadtest;

import dev.saga.examples.servers.EmbeddedPostgres;
import dev.saga.runner.config.RunnerConfig;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;

/** The PostgreSQL and the Kafka of one run; those of its own end with it and take their data with them. */
final class Servers implements AutoCloseable {
    private final Map<String, String> properties;
    private final OptionalLong broker;
    private final Deque<AutoCloseable> own;

    private Servers(Map<String, String> properties, OptionalLong broker, Deque<AutoCloseable> own) {
        this.properties = properties;
        this.broker = broker;
        this.own = own;
    }

    /** Those that a configuration of the runner names. */
    static Servers given(Path file) {
        RunnerConfig.load(file, System.getenv());
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new LoadTestFailure(file + " cannot be read: " + e.getMessage(), e);
        }
        Map<String, String> given = new HashMap<>();
        properties.forEach((key, value) -> given.put((String) key, (String) value));
        return new Servers(given, OptionalLong.empty(), new ArrayDeque<>());
    }

    /** Starts both. PostgreSQL is as it comes, but for these settings and for counting its statements. */
    static Servers own(Path directory, Map<String, String> settings, Map<String, String> brokerSettings)
            throws InterruptedException {
        Deque<AutoCloseable> own = new ArrayDeque<>();
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.start();
            own.push(postgres);
            setUp(postgres, settings);
            Broker broker = Broker.start(directory, brokerSettings);
            own.push(broker);
            Map<String, String> properties = Map.of(
                    "kafka.bootstrap.servers",
                    broker.bootstrapServers(),
                    "kafka.topics.create",
                    "true",
                    "postgres.url",
                    postgres.jdbcUrl());
            return new Servers(properties, OptionalLong.of(broker.pid()), own);
        } catch (InterruptedException | RuntimeException e) {
            closeAll(own);
            throw e;
        }
    }

    private static void setUp(EmbeddedPostgres postgres, Map<String, String> settings) {
        execute(postgres, "alter system set shared_preload_libraries = 'pg_stat_statements'");
        settings.forEach((name, value) ->
                execute(postgres, "alter system set %s = '%s'".formatted(name, value.replace("'", "''"))));
        postgres.restart();
        execute(postgres, "create extension pg_stat_statements");
    }

    private static void execute(EmbeddedPostgres postgres, String sql) {
        try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new LoadTestFailure("PostgreSQL refuses '" + sql + "': " + e.getMessage(), e);
        }
    }

    /** How the runner is told to find them. */
    Map<String, String> properties() {
        return properties;
    }

    /** The broker's process, if it is our own. */
    OptionalLong broker() {
        return broker;
    }

    boolean areOwn() {
        return !own.isEmpty();
    }

    @Override
    public void close() {
        closeAll(own);
    }

    private static void closeAll(Deque<AutoCloseable> all) {
        while (!all.isEmpty()) {
            try {
                all.pop().close();
            } catch (Exception e) {
                throw new LoadTestFailure("a server could not be stopped: " + e.getMessage(), e);
            }
        }
    }
}
