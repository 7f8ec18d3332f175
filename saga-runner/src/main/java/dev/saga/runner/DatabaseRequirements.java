package dev.saga.runner;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** What a server, and a pool that somebody else has set up, must be like. */
final class DatabaseRequirements {
    private static final String POOL = "the pool";
    private static final int OLDEST_SERVER = 15;

    private DatabaseRequirements() {}

    /**
     * Looks at a connection of this pool.
     *
     * @throws StartupFailure if no server is reached, or it is too old or refuses the credentials, or the connections are of
     *     another isolation
     */
    static void require(DataSource pool) {
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
            throw new StartupFailure(POOL, DatabaseFailure.unreachable(e));
        }
    }

    private static String isolation(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show transaction_isolation")) {
            row.next();
            return row.getString(1);
        }
    }

    /** @throws StartupFailure under that key if the server is too old */
    static void requireNewEnough(String key, Connection connection) throws SQLException {
        int version = connection.getMetaData().getDatabaseMajorVersion();
        if (version < OLDEST_SERVER) {
            throw new StartupFailure(
                    key,
                    "the server is PostgreSQL %d; version %d or newer is needed".formatted(version, OLDEST_SERVER));
        }
    }
}
