package dev.saga.examples.loadtest;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What one poll of the {@linkplain BarePath bare path} brings: one transaction, one round trip and a commit. */
final class BareBatch {
    private static final String TABLES = """
            create schema bare;
            create table bare.inbox (id bytea primary key);
            create table bare.event (
                booking bytea, version bigint, type bigint, body bytea, primary key (booking, version));
            create table bare.outbox (position bigint primary key, topic bigint, body bytea)
            """;
    private static final String STORE = """
            insert into bare.inbox select unnest(?::bytea[]);
            insert into bare.event
                select unnest(?::bytea[]), unnest(?::bigint[]), unnest(?::bigint[]), unnest(?::bytea[]);
            insert into bare.outbox select unnest(?::bigint[]), unnest(?::bigint[]), unnest(?::bytea[]);
            delete from bare.outbox where position = any (?::bigint[])
            """;

    private final List<byte[]> inbox = new ArrayList<>();
    private final List<byte[]> bookings = new ArrayList<>();
    private final List<Long> versions = new ArrayList<>();
    private final List<Long> types = new ArrayList<>();
    private final List<byte[]> bodies = new ArrayList<>();
    private final List<Long> positions = new ArrayList<>();
    private final List<Long> topics = new ArrayList<>();
    private final List<byte[]> values = new ArrayList<>();
    private final List<Outgoing> commands = new ArrayList<>();

    /** A command to be sent when the batch is stored. */
    record Outgoing(long position, Command command, byte[] key, byte[] value) {}

    static void createTables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(TABLES);
        }
        connection.commit();
    }

    void happened(byte[] identity, byte[] booking, int version, BareEvent event, byte[] body) {
        inbox.add(identity);
        bookings.add(booking);
        versions.add((long) version);
        types.add((long) event.ordinal());
        bodies.add(body);
    }

    void command(long position, Command command, byte[] key, JsonBytes json) {
        byte[] value = json.toArray();
        positions.add(position);
        topics.add((long) command.ordinal());
        values.add(value);
        commands.add(new Outgoing(position, command, key, value));
    }

    List<Outgoing> commands() {
        return commands;
    }

    /** Stores it, and removes the commands that the broker has. */
    void store(Connection connection, Collection<Long> published) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(STORE)) {
            int at = 1;
            statement.setArray(at++, bytes(connection, inbox));
            statement.setArray(at++, bytes(connection, bookings));
            statement.setArray(at++, numbers(connection, versions));
            statement.setArray(at++, numbers(connection, types));
            statement.setArray(at++, bytes(connection, bodies));
            statement.setArray(at++, numbers(connection, positions));
            statement.setArray(at++, numbers(connection, topics));
            statement.setArray(at++, bytes(connection, values));
            statement.setArray(at, numbers(connection, published));
            statement.execute();
        }
        connection.commit();
    }

    private static Array bytes(Connection connection, List<byte[]> values) throws SQLException {
        return connection.createArrayOf("bytea", values.toArray(byte[][]::new));
    }

    private static Array numbers(Connection connection, Collection<Long> values) throws SQLException {
        return connection.createArrayOf("bigint", values.toArray(Long[]::new));
    }
}
