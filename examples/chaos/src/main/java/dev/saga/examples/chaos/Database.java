package dev.saga.examples.chaos;

import dev.saga.message.MessageId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** What is looked up in the orchestrator's tables. Each look is a connection of its own, since servers come and go. */
record Database(String url) {

    /** How many sagas have not ended and how many commands are not published; at least one if it does not answer. */
    long unsettled() {
        try {
            return number("select (select count(*) from saga.in_flight) + (select count(*) from saga.outbox)");
        } catch (SQLException e) {
            return Long.MAX_VALUE;
        }
    }

    long inFlight() {
        return certainly("select count(*) from saga.in_flight");
    }

    long outbox() {
        return certainly("select count(*) from saga.outbox");
    }

    /** The keys of all messages that were handled, those that deadlines made among them. */
    Set<UUID> handledMessages() {
        Set<UUID> keys = new HashSet<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select message_key, null from saga.inbox union all select null, message_id from saga.event")) {
            while (row.next()) {
                String recorded = row.getString(2);
                keys.add(
                        recorded == null
                                ? row.getObject(1, UUID.class)
                                : MessageId.of(recorded).key());
            }
            return keys;
        } catch (SQLException e) {
            throw new ChaosFailure("the database does not answer: " + e.getMessage(), e);
        }
    }

    /** How many dead letters there are of each reason. */
    Map<String, Long> deadLetters() {
        return numbers("select reason, count(*) from saga.dead_letter group by 1");
    }

    /** The version of each saga's last event. */
    Map<String, Long> versions() {
        return numbers("select saga_id, max(version) from saga.event group by 1");
    }

    private long certainly(String sql) {
        try {
            return number(sql);
        } catch (SQLException e) {
            throw new ChaosFailure("the database does not answer: " + e.getMessage(), e);
        }
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private Map<String, Long> numbers(String sql) {
        Map<String, Long> numbers = new HashMap<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                numbers.put(row.getString(1), row.getLong(2));
            }
        } catch (SQLException e) {
            throw new ChaosFailure("the database does not answer: " + e.getMessage(), e);
        }
        return new TreeMap<>(numbers);
    }
}
