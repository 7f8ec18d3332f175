package dev.saga.postgres;

import com.zaxxer.hikari.HikariDataSource;
import dev.saga.examples.servers.PostgresServer;
import dev.saga.examples.servers.Servers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * A fresh database with the saga's tables in a schema of an awkward name, a session time zone that nobody expects, and a
 * clock that the test can move: a function {@code now()} that is found before the server's own.
 */
final class TestDatabase implements AutoCloseable {
    static final Schema SCHEMA = new Schema("saga \"of\" tests");
    private static final String MIGRATIONS = "/dev/saga/postgres/migrations/";
    private static final List<String> SCRIPTS =
            List.of("V1__saga.sql", "V2__quarantine.sql", "V3__in_flight_by_saga.sql", "V4__outbox_written_by.sql");
    private static final String CLOCK = """
            create schema clock;
            create table clock.moved (by interval not null);
            insert into clock.moved values ('0');
            create function clock.now() returns timestamptz stable language sql
                as 'select pg_catalog.now() + by from clock.moved';
            """;

    private final HikariDataSource pool = new HikariDataSource();

    private TestDatabase(String url) {
        pool.setJdbcUrl(url);
        pool.setMaximumPoolSize(8);
        pool.setMinimumIdle(1);
        pool.setConnectionInitSql("set time zone 'Pacific/Marquesas'; set search_path = clock, pg_catalog");
    }

    /** On the server that all tests share. */
    static TestDatabase create() {
        return create(Servers.postgres());
    }

    /** On this server. */
    static TestDatabase create(PostgresServer server) {
        var database = new TestDatabase(server.freshDatabase());
        database.execute(CLOCK);
        database.execute(
                "create schema %s; set search_path = %s, clock, pg_catalog; %s; set search_path = clock, pg_catalog"
                        .formatted(SCHEMA.quoted(), SCHEMA.quoted(), scripts()));
        return database;
    }

    /** The same database on new connections. */
    TestDatabase reconnected() {
        return new TestDatabase(pool.getJdbcUrl());
    }

    /** Connections to the same database, on each of which this statement is run first; the caller closes them. */
    HikariDataSource reconnected(String first) {
        var other = new HikariDataSource();
        other.setJdbcUrl(pool.getJdbcUrl());
        other.setMaximumPoolSize(1);
        other.setConnectionInitSql(first);
        return other;
    }

    DataSource pool() {
        return pool;
    }

    void letTimePass(Duration time) {
        execute("update clock.moved set by = by + interval '%d microseconds'".formatted(time.toNanos() / 1_000));
    }

    void execute(String sql) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The first column of the first row, as text. */
    String query(String sql) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(SCHEMA.in(sql))) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Everything in all tables, so that a test can say that nothing was changed. */
    String everything() {
        return query("""
                select jsonb_build_object(
                    'event', (select jsonb_agg(to_jsonb(t) order by saga_id, version) from %s.event t),
                    'inbox', (select jsonb_agg(to_jsonb(t) order by saga_id, message_key) from %s.inbox t),
                    'outbox', (select jsonb_agg(to_jsonb(t) order by position) from %s.outbox t),
                    'in_flight', (select jsonb_agg(to_jsonb(t) order by saga_id) from %s.in_flight t),
                    'dead_letter', (select jsonb_agg(to_jsonb(t) order by id) from %s.dead_letter t))
                """);
    }

    @Override
    public void close() {
        pool.close();
    }

    private static String scripts() {
        return SCRIPTS.stream().map(TestDatabase::script).collect(Collectors.joining(";\n"));
    }

    private static String script(String name) {
        try (InputStream in = PostgresStore.class.getResourceAsStream(MIGRATIONS + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The pool, where something happens right before each commit. */
    DataSource beforeCommit(Runnable happens) {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    Connection real = pool().getConnection();
                    return Proxy.newProxyInstance(
                            getClass().getClassLoader(),
                            new Class<?>[] {Connection.class},
                            (connection, called, given) -> {
                                if (called.getName().equals("commit")) {
                                    happens.run();
                                }
                                try {
                                    return called.invoke(real, given);
                                } catch (InvocationTargetException e) {
                                    throw e.getCause();
                                }
                            });
                });
    }
}
