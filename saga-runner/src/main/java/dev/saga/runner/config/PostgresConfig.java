package dev.saga.runner.config;

/**
 * How to reach PostgreSQL.
 *
 * @param url where; may hold credentials of its own
 * @param user the role, unless the URL has it
 * @param password the password, unless the URL has it
 * @param schema where the tables are; a plain identifier, to be quoted in SQL
 * @param poolSize connections
 * @param migrate whether the schema is migrated at start
 */
public record PostgresConfig(
        JdbcUrl url, OrNone<String> user, OrNone<Secret> password, String schema, int poolSize, boolean migrate) {

    static PostgresConfig read(Settings settings) {
        return new PostgresConfig(
                settings.get(KnownKeys.POSTGRES_URL),
                settings.get(KnownKeys.POSTGRES_USER),
                settings.get(KnownKeys.POSTGRES_PASSWORD),
                settings.get(KnownKeys.POSTGRES_SCHEMA),
                settings.get(KnownKeys.POSTGRES_POOL_SIZE),
                settings.get(KnownKeys.POSTGRES_MIGRATE));
    }
}
