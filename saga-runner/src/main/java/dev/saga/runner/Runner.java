package dev.saga.runner;

import dev.saga.kafka.BrokerAdmin;
import dev.saga.kafka.Topics;
import dev.saga.orchestrator.StoreUnavailable;
import dev.saga.runner.config.ClientRefusal;
import dev.saga.runner.config.HttpConfig;
import dev.saga.runner.config.RunnerConfig;
import dev.saga.runner.http.DeadLetterEndpoints;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running orchestrator: consumers, relay, deadlines and HTTP on one database and one broker.
 *
 * <p>A crash at any point loses nothing: what was consumed is either stored or delivered again, and what was recorded
 * is published by the next one that runs.
 */
public final class Runner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

    private final RunnerConfig config;
    private final Started started = new Started();
    private OptionalInt httpPort = OptionalInt.empty();

    private Runner(RunnerConfig config) {
        this.config = config;
    }

    /**
     * Starts everything; when it returns, messages are taken in within moments, and {@code GET /health/ready} says when.
     *
     * @throws StartupFailure if the database, the broker or the HTTP port is not as it must be
     * @throws dev.saga.runner.config.ConfigurationException if a Kafka client refuses its settings
     */
    public static Runner start(RunnerConfig config) {
        var runner = new Runner(config);
        try {
            runner.start();
            return runner;
        } catch (KafkaException e) {
            runner.close();
            throw ClientRefusal.explained(config.kafka().clients(), e);
        } catch (StoreUnavailable e) {
            runner.close();
            throw DatabaseFailure.explained(e);
        } catch (RuntimeException | Error e) {
            runner.close();
            throw e;
        }
    }

    /** The port that HTTP is served on, if it is. */
    public OptionalInt httpPort() {
        return httpPort;
    }

    private void start() {
        config.warnings().forEach(LOG::warn);
        // Before anything that others would notice: a start that fails again and again must not disturb those that run.
        Optional<Http> http = listen();
        SagaDatabase database = started.add(SagaDatabase.open(config.postgres()));
        var tables = Bookings.tables(database, config.deadlines());
        Topics topics = Topics.of(tables.saga(), config.kafka()::topic);
        BrokerAdmin admin = started.add(Topology.establish(config.kafka(), topics, Bookings.OPTIONAL_COMMAND));
        var telemetry = started.add(new Telemetry(database, tables));
        var embedding = Embedding.of(tables.saga(), tables.codec(), database.pool())
                .schema(database.schema())
                .topics(topics)
                .consumer(config.kafka().consumerSettings())
                .producer(config.kafka().producerSettings())
                .consumers(config.kafka().consumers())
                .retries(config.retries().policy())
                .observer(telemetry.observer())
                .clients(telemetry.kafkaClients())
                .published(telemetry::published, telemetry::publishedForOthers);
        config.retention().ended().value().ifPresent(embedding::purgeAfter);
        var orchestrator = started.add(EmbeddedOrchestrator.start(embedding));
        Checks checks =
                started.add(new Checks(database.pool(), admin, orchestrator::notReceiving, orchestrator::notStoring));
        http.ifPresent(front -> {
            var deadLetters = new DeadLetterEndpoints(orchestrator.deadLetters(), orchestrator::wake);
            // The first to be closed from now on.
            started.add(front).serve(config.postgres().poolSize(), Http.sagas(tables), deadLetters, checks, telemetry);
            httpPort = OptionalInt.of(front.port());
        });
        LOG.info(
                "orchestrating {} sagas: group {}, schema {}, HTTP {}",
                tables.saga().type(),
                config.kafka().groupId(),
                config.postgres().schema(),
                httpPort.isPresent() ? "on port " + httpPort.getAsInt() : "off");
    }

    private Optional<Http> listen() {
        return config.http() instanceof HttpConfig.Listening listening
                ? Optional.of(started.add(Http.listen(listening)))
                : Optional.empty();
    }

    /**
     * Stops intake, finishes the batch in hand, publishes what was recorded, and lets go of everything, the last started
     * first. What cannot be published now stays in the outbox.
     */
    @Override
    public void close() {
        started.close();
    }
}
