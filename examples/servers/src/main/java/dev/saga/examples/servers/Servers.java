package dev.saga.examples.servers;

import java.util.Optional;

/**
 * The servers that everything in this JVM shares.
 *
 * <p>Each is started when first asked for and stopped when the JVM ends. An environment variable names a running one
 * instead: {@value #POSTGRES_URL} or {@value #KAFKA}. On such a server the databases and topics made by its users stay.
 *
 * <p>The broker's threads keep the JVM alive after {@code main} has returned: a program that asked for {@link #kafka()}
 * ends with {@link System#exit}. Test runners do so anyway.
 */
public final class Servers {

    /** Names the variable with the JDBC URL, credentials included, of a PostgreSQL whose user may create databases. */
    public static final String POSTGRES_URL = "SAGA_TEST_POSTGRES_URL";

    /** Names the variable with the bootstrap servers of a Kafka cluster that asks for no credentials. */
    public static final String KAFKA = "SAGA_TEST_KAFKA";

    private Servers() {}

    /**
     * The shared PostgreSQL: the one named by {@value #POSTGRES_URL}, else an {@link EmbeddedPostgres}. Do not break it
     * on purpose; start one of your own for that.
     */
    public static PostgresServer postgres() {
        return SharedPostgres.SERVER;
    }

    /**
     * The shared Kafka: the one named by {@value #KAFKA}, else an {@link EmbeddedKafka}. Topic and group names are
     * shared with everything else in this JVM, so make them unique.
     */
    public static KafkaServer kafka() {
        return SharedKafka.SERVER;
    }

    private static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }

    private static final class SharedPostgres {
        static final PostgresServer SERVER = environment(POSTGRES_URL)
                .<PostgresServer>map(url -> new ExternalPostgres(new JdbcUrl(url)))
                .orElseGet(EmbeddedPostgres::start);
    }

    private static final class SharedKafka {
        static final KafkaServer SERVER =
                environment(KAFKA).<KafkaServer>map(ExternalKafka::new).orElseGet(EmbeddedKafka::start);
    }
}
