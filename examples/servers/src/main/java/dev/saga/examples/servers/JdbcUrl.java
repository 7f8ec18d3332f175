package dev.saga.examples.servers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a database is, in the form {@code jdbc:postgresql://host:port/database?parameters}. */
record JdbcUrl(String text) {
    private static final Pattern FORM = Pattern.compile("(jdbc:postgresql://[^/?]+/)([^?]*)(\\?.*)?");
    private static final Pattern DATABASE_NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    JdbcUrl {
        if (!FORM.matcher(text).matches()) {
            // The text may hold a password, so the message does not show it.
            throw new IllegalArgumentException(
                    "The JDBC URL is not of the form jdbc:postgresql://host:port/database?parameters");
        }
    }

    static JdbcUrl local(int port) {
        return new JdbcUrl("jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=" + EmbeddedPostgres.USER);
    }

    JdbcUrl createFreshDatabase() {
        return createDatabase("fresh_" + UUID.randomUUID().toString().replace("-", ""));
    }

    JdbcUrl createDatabase(String name) {
        if (!DATABASE_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("The database name '" + name
                    + "' must be 1 to 63 of a-z, 0-9 and _, and must not begin with a digit");
        }
        try (Connection connection = DriverManager.getConnection(text);
                Statement statement = connection.createStatement()) {
            statement.execute("create database \"" + name + "\"");
        } catch (SQLException failure) {
            throw new IllegalStateException("The database '" + name + "' could not be created: " + failure, failure);
        }
        return inDatabase(name);
    }

    private JdbcUrl inDatabase(String name) {
        Matcher parts = FORM.matcher(text);
        return new JdbcUrl(parts.replaceFirst("$1" + name + "$3"));
    }
}
