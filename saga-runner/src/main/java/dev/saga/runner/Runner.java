package dev.saga.runner;

import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingState;
import dev.saga.deadletter.Quarantine;
import dev.saga.deadletter.RetryPolicy;
import dev.saga.deadline.Deadlines;
import dev.saga.kafka.BatchHandler;
import dev.saga.kafka.BrokerAdmin;
import dev.saga.kafka.KafkaPublisher;
import dev.saga.kafka.Topics;
import dev.saga.message.Outcome;
import dev.saga.observe.SagaObserver;
import dev.saga.orchestrator.MessageReader;
import dev.saga.orchestrator.SagaOrchestrator;
import dev.saga.orchestrator.StoreUnavailable;
import dev.saga.outbox.OutboxMirror;
import dev.saga.postgres.PostgresDeadlines;
import dev.saga.postgres.PostgresOutbox;
import dev.saga.postgres.PostgresShard;
import dev.saga.postgres.PostgresStore;
import dev.saga.postgres.PostgresVacuum;
import dev.saga.runner.config.ClientRefusal;
import dev.saga.runner.config.HttpConfig;
import dev.saga.runner.config.RunnerConfig;
import dev.saga.runner.http.DeadLetterEndpoints;
import dev.saga.saga.Saga;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
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
    private static final Duration LOOK_FOR_DEADLINES = Duration.ofSeconds(1);
    private static final int DEADLINES_AT_ONCE = 500;
    /** Some 20 MB at most. */
    private static final int MOST_COMMANDS_IN_MEMORY = 20_000;
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
            throw ClientRefusal.explained(config.kafka().clients(), e);
        } catch (StoreUnavailable e) {
            runner.close();
            throw SagaDatabase.explained(e);
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
        SagaDatabase database = closing(SagaDatabase.open(config.postgres()));
        Topics topics = Topics.of(saga, config.kafka()::topic);
        BrokerAdmin admin = closing(Topology.establish(config.kafka(), topics, Bookings.OPTIONAL_COMMAND));
        var telemetry = closing(new Telemetry(database, saga));
        RetryPolicy retries = config.retries().policy();
        PostgresStore<BookingEvent> store = Bookings.store(database, saga, retries);
        var observer = SagaObserver.all(List.of(telemetry.observer(), new SagaLog()));
        var outbox = new PostgresOutbox(database.pool(), database.schema(), saga.type());
        Relay relay =
                closing(new Relay("relay-others", outbox, publisher(topics, telemetry), telemetry::publishedForOthers));
        var shard = PostgresShard.open(database.pool(), database.schema(), saga.type());
        var mirror = new OutboxMirror<>(shard, MOST_COMMANDS_IN_MEMORY);
        // Closed before the other, whose commands may wait for those that are here.
        Relay own = closing(new Relay("relay", mirror, publisher(topics, telemetry), telemetry::published));
        var deadlines = new PostgresDeadlines(database.pool(), database.schema(), saga.type());
        closing(deadlineLoop(deadlines, new SagaOrchestrator<>(saga, store, observer, 0), relay));
        Quarantine quarantine = Bookings.quarantine(database, saga);
        closing(Retries.start(quarantine, Bookings.release(database, saga, retries, observer), relay::wake));
        closing(Loop.start("vacuum", new PostgresVacuum(database.pool(), database.schema())::runOnce));
        Receivers receivers = closing(Receivers.start(
                config.kafka(),
                topics,
                () -> handler(store.handingOver(shard, mirror), observer, own),
                telemetry.kafkaClients()));
        closing(relay::stopSoon);
        closing(own::stopSoon);
        Checks checks = closing(new Checks(database.pool(), admin, receivers::problem, receivers::failure));
        config.retention()
                .ended()
                .value()
                .ifPresent(age -> closing(Retention.start(Bookings.purge(database, saga), age)));
        http.ifPresent(front -> {
            var desk = Bookings.deadLetters(database, saga, retries, observer);
            var sagas = Http.sagas(saga, Bookings.archive(database, saga), quarantine);
            var deadLetters = new DeadLetterEndpoints(desk, relay::wake);
            // The first to be closed from now on.
            closing(front).serve(config.postgres().poolSize(), sagas, deadLetters, checks, telemetry);
            httpPort = OptionalInt.of(front.port());
        });
        LOG.info(
                "orchestrating {} sagas: group {}, schema {}, HTTP {}",
                saga.type(),
                config.kafka().groupId(),
                config.postgres().schema(),
                httpPort.isPresent() ? "on port " + httpPort.getAsInt() : "off");
    }

    private Optional<Http> listen() {
        return config.http() instanceof HttpConfig.Listening listening
                ? Optional.of(closing(Http.listen(listening)))
                : Optional.empty();
    }

    private KafkaPublisher publisher(Topics topics, Telemetry telemetry) {
        return new KafkaPublisher(config.kafka().producerSettings(), topics, saga.type(), telemetry.kafkaClients());
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
