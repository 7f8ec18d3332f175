package dev.saga.examples.demo;

import dev.saga.examples.servers.EmbeddedKafka;
import dev.saga.examples.servers.EmbeddedPostgres;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A PostgreSQL and a Kafka broker of the demo's own; closing them deletes their data. */
record EmbeddedServers(EmbeddedPostgres postgres, EmbeddedKafka kafka) implements AutoCloseable {

    /**
     * Starts both at the same time.
     *
     * @throws DemoFailure if one of them does not start; the other ends with this JVM
     */
    static EmbeddedServers start() {
        CompletableFuture<EmbeddedPostgres> postgres = CompletableFuture.supplyAsync(EmbeddedPostgres::start);
        CompletableFuture<EmbeddedKafka> kafka = CompletableFuture.supplyAsync(EmbeddedKafka::start);
        try {
            return new EmbeddedServers(postgres.join(), kafka.join());
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new DemoFailure("the servers could not be started: " + cause.getMessage(), cause);
        }
    }

    /** What the orchestrator is told to find them. */
    Map<String, String> properties() {
        return Map.of(
                "kafka.bootstrap.servers",
                kafka.bootstrapServers(),
                "kafka.topics.create",
                "true",
                "postgres.url",
                postgres.jdbcUrl(),
                "http.port",
                "0");
    }

    @Override
    public void close() {
        try {
            kafka.close();
        } finally {
            postgres.close();
        }
    }
}
