package dev.saga.runner;

import dev.saga.deadline.Deadlines;
import dev.saga.kafka.BatchHandler;
import dev.saga.kafka.KafkaPublisher;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.message.Outcome;
import dev.saga.orchestrator.Delivery;
import dev.saga.orchestrator.SagaOrchestrator;
import dev.saga.outbox.OutboxMirror;
import dev.saga.postgres.PostgresStore;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A running orchestrator of one kind of saga, on a database and brokers of yours: the consumers, a relay for what this
 * process records and one for the rest (deadlines, retries, what other processes left), the deadlines, the retries of stuck
 * sagas, and the vacuum. {@link Embedding#of} begins one.
 *
 * <p>Any number of instances, in any number of processes, share the work through the consumer group. A crash at any point
 * loses nothing: what was consumed is either stored or delivered again, and what was recorded is published by the next one
 * that runs. Safe for use by many threads.
 *
 * @param <S> the saga's states
 * @param <I> the saga's inputs
 * @param <E> the saga's events
 */
public final class EmbeddedOrchestrator<S, I, E> implements AutoCloseable {
    private static final Duration LOOK_FOR_DEADLINES = Duration.ofSeconds(1);
    private static final int DEADLINES_AT_ONCE = 500;
    /** Some 20 MB at most. */
    private static final int MOST_COMMANDS_IN_MEMORY = 20_000;
    /** Some 50 MB at most for bookings: a product of one in flight takes about 250 bytes. */
    private static final long CACHE_ROOM = 200_000;

    private final Embedding<S, I, E> setup;
    private final SagaTables<S, I, E> tables;
    private final PostgresStore<E> store;
    private final Started started = new Started();
    private final Relay others;
    private final Receivers receivers;

    private EmbeddedOrchestrator(Embedding<S, I, E> setup) {
        this.setup = setup;
        this.tables = new SagaTables<>(setup.pool, setup.schema, setup.saga, setup.codec);
        this.store = tables.store(setup.retries);
        if (setup.migrate) {
            Migrations.migrate(setup.pool, setup.schema.name());
        }
        var shard = tables.ownShard();
        try {
            others = started.add(new Relay("relay-others", tables.outbox(), publisher(), setup.publishedForOthers));
            var mirror = new OutboxMirror<>(shard, MOST_COMMANDS_IN_MEMORY);
            // Closed before the other, whose commands may wait for those that are here.
            Relay own = started.add(new Relay("relay", mirror, publisher(), setup.published));
            started.add(deadlineLoop(tables.deadlines(), orchestrator(store, 0)));
            var release = tables.release(setup.retries, setup.observer);
            started.add(Retries.start(tables.quarantine(), release, others::wake));
            started.add(Loop.start("vacuum", tables.vacuum()::runOnce));
            receivers = started.add(Receivers.start(
                    setup.consumers,
                    setup.consumer,
                    setup.topics,
                    () -> handler(store.handingOver(shard, mirror), own),
                    setup.clients));
            started.add(others::stopSoon);
            started.add(own::stopSoon);
        } catch (RuntimeException | Error e) {
            started.close();
            throw e;
        }
    }

    static <S, I, E> EmbeddedOrchestrator<S, I, E> start(Embedding<S, I, E> setup) {
        return new EmbeddedOrchestrator<>(setup);
    }

    /** The saga's tables, for what operators do: histories, dead letters, what is stuck, verifying, purging. */
    public SagaTables<S, I, E> tables() {
        return tables;
    }

    /**
     * Gives an input to its saga in a transaction of yours, such as the one that stores what the saga is about: both become
     * durable, or neither. The commands are published after your commit, within a moment.
     *
     * @param connection in a transaction of READ COMMITTED that you opened, and will commit or roll back
     * @param identity of this input among all that the saga gets; given again, it has no second effect
     * @param input the input
     * @return what became of it; {@link Outcome#REJECTED} has left a dead letter in your transaction
     * @throws IllegalStateException if the connection is in no such transaction
     * @throws dev.saga.orchestrator.StoreUnavailable if the database does not answer
     */
    public Outcome handle(Connection connection, MessageId identity, I input) {
        var message = Inbound.internal(identity, input.getClass().getSimpleName(), "");
        var understood = new Delivery.Understood<>(setup.saga.sagaId(input), input);
        return orchestrator(store.within(connection), 0)
                .handle(List.of(new Delivery<>(message, understood)))
                .get(0);
    }

    /** Looks for commands that others have recorded, as {@link #tables} does: sooner than it would by itself, some 50 ms later. */
    public void wake() {
        others.wake();
    }

    /** Why no messages are received, if none are. */
    public Optional<String> notReceiving() {
        return receivers.problem();
    }

    /** Why messages cannot be stored, if that has failed for more than ten seconds. */
    public Optional<String> notStoring() {
        return receivers.failure();
    }

    private KafkaPublisher publisher() {
        return new KafkaPublisher(setup.producer, setup.topics, setup.saga.type(), setup.clients);
    }

    private SagaOrchestrator<S, I, E> orchestrator(PostgresStore<E> on, long room) {
        return new SagaOrchestrator<>(setup.saga, on, setup.observer, room);
    }

    private BatchHandler handler(PostgresStore<E> on, Relay own) {
        var reader = tables.reader();
        var orchestrator = orchestrator(on, CACHE_ROOM / setup.consumers);
        return batch -> {
            orchestrator.handle(batch.stream().map(reader::read).toList());
            own.wake();
        };
    }

    private Loop deadlineLoop(Deadlines deadlines, SagaOrchestrator<S, I, E> orchestrator) {
        return Loop.start("deadlines", () -> {
            var due = deadlines.due(DEADLINES_AT_ONCE);
            if (due.isEmpty()) {
                return LOOK_FOR_DEADLINES;
            }
            boolean applied = orchestrator.fire(due).contains(Outcome.APPLIED);
            others.wake();
            return applied ? Duration.ZERO : LOOK_FOR_DEADLINES;
        });
    }

    /**
     * Stops intake, finishes the batch in hand, publishes what was recorded, and lets go of everything but the pool, within
     * some seconds. What cannot be published now stays in the outbox.
     */
    @Override
    public void close() {
        started.close();
    }
}
