package dev.saga.runner;

import dev.saga.runner.config.PostgresConfig;
import dev.saga.runner.config.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.stream.IntStream;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The server that the configuration names, and how it is connected to.
 *
 * @param config where it is
 * @param first which of the URL's hosts is tried first
 */
record PostgresServer(PostgresConfig config, int first) {
    private static final String NO_CONNECTION = "08";
    private static final int SECONDS_TO_CONNECT = 10;
    private static final int SECONDS_TO_ANSWER = 10;
    /** What a script takes that builds an index. */
    private static final int FOR_EVER = 0;
    /** No turn begins later: three silent hosts have one each, and half of the minute that a start may take is left. */
    private static final Duration TAKING_TURNS = Duration.ofSeconds(25);

    /**
     * The server, reached now. The driver has one patience for all hosts together, which a silent one uses up: so each gets its
     * turn.
     *
     * @throws StartupFailure if no server is reached, or it is too old or refuses the credentials
     */
    static PostgresServer reached(PostgresConfig config) {
        long start = System.nanoTime();
        var server = new PostgresServer(config, 0);
        while (true) {
            PGSimpleDataSource source = server.source();
            try (Connection connection = source.getConnection()) {
                DatabaseRequirements.requireNewEnough("postgres.url", connection);
                return server;
            } catch (SQLException e) {
                server = new PostgresServer(config, server.first + 1);
                boolean another = server.first < source.getServerNames().length
                        && String.valueOf(e.getSQLState()).startsWith(NO_CONNECTION)
                        && System.nanoTime() - start < TAKING_TURNS.toNanos();
                if (!another) {
                    throw DatabaseFailure.explained(e, source.getPassword() != null);
                }
            }
        }
    }

    /** Connections whose sockets time out, so that a black hole is noticed. */
    PGSimpleDataSource source() {
        return source(SECONDS_TO_ANSWER);
    }

    /** Scripts take as long as they take, and Flyway's lock is held by a transaction that does nothing meanwhile. */
    PGSimpleDataSource sourceForScripts() {
        var source = source(FOR_EVER);
        source.setOptions(source.getOptions() + " -c idle_in_transaction_session_timeout=0");
        return source;
    }

    /** A setting in the URL has precedence; only the pool has a patience of its own with a login. */
    private PGSimpleDataSource source(int secondsToAnswer) {
        var source = new PGSimpleDataSource();
        source.setUrl(config.url().value());
        startWithFirst(source);
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
        source.setOptions(SessionOptions.with(source.getOptions()));
        if (source.getApplicationName() == null) {
            source.setApplicationName("saga-runner");
        }
        return source;
    }

    private void startWithFirst(PGSimpleDataSource source) {
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
