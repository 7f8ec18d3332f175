package dev.saga.examples.servers;

/** A PostgreSQL that somebody else started and will stop. */
record ExternalPostgres(JdbcUrl url) implements PostgresServer {

    @Override
    public String freshDatabase() {
        return url.createFreshDatabase().text();
    }
}
