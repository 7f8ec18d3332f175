package dev.saga.runner.system;

import dev.saga.examples.servers.EmbeddedPostgres;
import dev.saga.examples.servers.KafkaProcess;
import dev.saga.examples.servers.TcpProxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** A database and a broker of one's own behind networks that can be broken. Services and the test itself go around them. */
final class BreakableServers implements AutoCloseable {
    private static final String ROLE = "booking";

    private final EmbeddedPostgres postgres = EmbeddedPostgres.start();
    private final TcpProxy postgresNetwork = TcpProxy.to(postgres.port());
    private final KafkaProcess kafka = KafkaProcess.startProxied();
    private final String database = postgres.freshDatabase();

    BreakableServers() {
        sql("create role " + ROLE + " login");
        sql("grant all on database " + database.replaceAll(".*/([^?]+).*", "$1") + " to " + ROLE);
    }

    /** The way that cannot be broken. */
    Environment environment() {
        return new Environment(database, kafka.bootstrapServers(), "");
    }

    /** What a runner is told, who has no special rights in the database. */
    Map<String, String> properties() {
        Map<String, String> properties = environment().properties();
        properties.put("kafka.group.id", "outages");
        properties.put("kafka.bootstrap.servers", "127.0.0.1:" + kafkaNetwork().port());
        properties.put(
                "postgres.url",
                database.replace(":" + postgres.port() + "/", ":" + postgresNetwork.port() + "/")
                        .replace("user=" + postgres.user(), "user=" + ROLE));
        return properties;
    }

    TcpProxy postgresNetwork() {
        return postgresNetwork;
    }

    TcpProxy kafkaNetwork() {
        return kafka.proxy();
    }

    /** As the superuser, who may write whatever the rest of the server may. */
    void sql(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set default_transaction_read_only = off");
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    long count(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(database);
    }

    /** Gives the runner's role a setting, from its next connections on, which it is made to open now. */
    void forRunner(String setting) {
        sql("alter role " + ROLE + " " + setting);
        endSessions();
    }

    /** As an administrator does who shuts down. */
    void endSessions() {
        sql("select pg_terminate_backend(pid) from pg_stat_activity where usename = '" + ROLE + "'");
    }

    /** From now on whatever wants to store an event fails with this state, at most so many times. */
    void refuseEvents(String sqlState, int times) {
        sql("create sequence refusals");
        sql("grant usage on sequence refusals to " + ROLE);
        sql("""
                create function refuse() returns trigger language plpgsql as $$
                begin
                    if nextval('public.refusals') <= %d then
                        raise exception 'simulated' using errcode = '%s';
                    end if;
                    return null;
                end $$""".formatted(times, sqlState));
        sql("create trigger refuse before insert on saga.event for each statement execute function public.refuse()");
    }

    void acceptEvents() {
        sql("drop trigger refuse on saga.event");
        sql("drop function refuse");
        sql("drop sequence refusals");
    }

    @Override
    public void close() {
        postgresNetwork.close();
        kafka.close();
        postgres.close();
    }
}
