package dev.saga.runner;

import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingState;
import dev.saga.deadline.Deadlines;
import dev.saga.kafka.BatchHandler;
import dev.saga.kafka.BrokerAdmin;
import dev.saga.kafka.KafkaPublisher;
import dev.saga.kafka.Topics;
import dev.saga.message.Outcome;
import dev.saga.observe.SagaObserver;
import dev.saga.orchestrator.MessageReader;
import dev.saga.orchestrator.SagaOrchestrator;
import dev.saga.postgres.PostgresDeadlines;
import dev.saga.postgres.PostgresOutbox;
import dev.saga.postgres.PostgresStore;
import dev.saga.runner.config.ConfigurationException;
import dev.saga.runner.config.HttpConfig;
import dev.saga.runner.config.RunnerConfig;
import dev.saga.runner.http.DeadLetterEndpoints;
import dev.saga.runner.http.HttpFront;
import dev.saga.saga.Saga;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
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
    private static final Duration LOOK_FOR_DEADLINES = Duration.ofSeconds(1);
    private static final int DEADLINES_AT_ONCE = 500;
    /** Some 50 MB at most: a product of a booking in flight takes about 250 bytes. */
    private static final long CACHE_ROOM = 200_000;

    private final RunnerConfig config;
    private final Saga<BookingState, BookingInput, BookingEvent> saga;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private OptionalInt httpPort = OptionalInt.empty();

    private Runner(RunnerConfig config) {
        this.config = config;
        this.saga = Bookings.saga(config.deadlines());
    }

    /**
     * Starts everything; when it returns, messages are being taken in.
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
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new ConfigurationException("kafka.*: a client refuses its settings: " + reason.getMessage());
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
        SagaDatabase database = closing(SagaDatabase.open(config.postgres()));
        Topics topics = Topics.of(saga, config.kafka()::topic);
        BrokerAdmin admin = closing(Topology.establish(config.kafka(), topics, Bookings.OPTIONAL_COMMAND));
        var telemetry = closing(new Telemetry(database, saga));
        PostgresStore<BookingEvent> store = Bookings.store(database, saga);
        var observer = SagaObserver.all(List.of(telemetry.observer(), new SagaLog()));
        var outbox = new PostgresOutbox(database.pool(), database.schema(), saga.type());
        var publisher =
                new KafkaPublisher(config.kafka().producerSettings(), topics, saga.type(), telemetry.kafkaClients());
        Relay relay = closing(new Relay(outbox, publisher, telemetry::published));
        var deadlines = new PostgresDeadlines(database.pool(), database.schema(), saga.type());
        closing(deadlineLoop(deadlines, new SagaOrchestrator<>(saga, store, observer, 0), relay));
        Receivers receivers = closing(Receivers.start(
                config.kafka(), topics, () -> handler(store, observer, relay), telemetry.kafkaClients()));
        Checks checks = closing(new Checks(database.pool(), admin, receivers::problem));
        config.retention()
                .ended()
                .value()
                .ifPresent(age -> closing(Retention.start(Bookings.purge(database, saga), age)));
        if (config.http() instanceof HttpConfig.Listening listening) {
            var deadLetters = new DeadLetterEndpoints(Bookings.deadLetters(database, saga, observer), relay::wake);
            var archive = Bookings.archive(database, saga);
            HttpFront http = closing(Http.start(listening, saga, archive, deadLetters, checks, telemetry));
            httpPort = OptionalInt.of(http.port());
        }
        LOG.info(
                "orchestrating {} sagas: group {}, schema {}, HTTP {}",
                saga.type(),
                config.kafka().groupId(),
                config.postgres().schema(),
                httpPort.isPresent() ? "on port " + httpPort.getAsInt() : "off");
    }

    private BatchHandler handler(PostgresStore<BookingEvent> store, SagaObserver observer, Relay relay) {
        var reader = new MessageReader<>(saga, Bookings.CODEC);
        var orchestrator = new SagaOrchestrator<>(
                saga, store, observer, CACHE_ROOM / config.kafka().consumers());
        return batch -> {
            orchestrator.handle(batch.stream().map(reader::read).toList());
            relay.wake();
        };
    }

    private static Loop deadlineLoop(
            Deadlines deadlines, SagaOrchestrator<BookingState, BookingInput, BookingEvent> orchestrator, Relay relay) {
        return Loop.start("deadlines", () -> {
            var due = deadlines.due(DEADLINES_AT_ONCE);
            if (due.isEmpty()) {
                return LOOK_FOR_DEADLINES;
            }
            boolean applied = orchestrator.fire(due).contains(Outcome.APPLIED);
            relay.wake();
            return applied ? Duration.ZERO : LOOK_FOR_DEADLINES;
        });
    }

    private <T extends AutoCloseable> T closing(T resource) {
        started.push(resource);
        return resource;
    }

    /**
     * Stops intake, finishes the batch in hand, publishes what was recorded, and lets go of everything, the last started
     * first. What cannot be published now stays in the outbox.
     */
    @Override
    public void close() {
        while (!started.isEmpty()) {
            AutoCloseable resource = started.pop();
            try {
                resource.close();
            } catch (Exception e) {
                LOG.warn("{} did not close: {}", resource.getClass().getSimpleName(), e.toString());
            }
        }
    }
}
