package dev.saga.examples.servers;

/** A PostgreSQL 15 or newer, wherever it runs. Safe for use by many threads. */
public interface PostgresServer {

    /**
     * Creates an empty database that nobody else uses.
     *
     * @return its JDBC URL, which names the user (and the password, if the server wants one), so that it is enough to
     *     connect
     * @throws IllegalStateException if the server cannot be reached or refuses
     */
    String freshDatabase();
}
