package dev.saga.runner;

import dev.saga.deadline.Deadlines;
import dev.saga.kafka.BatchHandler;
import dev.saga.kafka.KafkaPublisher;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.message.Outbound;
import dev.saga.message.Outcome;
import dev.saga.message.TraceParent;
import dev.saga.observe.SagaObserver;
import dev.saga.orchestrator.Answer;
import dev.saga.orchestrator.Delivery;
import dev.saga.orchestrator.MessageReader;
import dev.saga.orchestrator.SagaInquiry;
import dev.saga.orchestrator.SagaOrchestrator;
import dev.saga.outbox.HandOver;
import dev.saga.outbox.OutboxMirror;
import dev.saga.postgres.PostgresStore;
import dev.saga.runner.operations.DeadLetterDesk;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A running orchestrator of one kind of saga, on a database and brokers of yours: the consumers, a relay for what this
 * process records and one for the rest (deadlines, retries, what other processes left, sagas begun
 * in a caller's transaction), the deadlines, the retries of stuck
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

    private final SagaTables<S, I, E> tables;
    private final PostgresStore<E> store;
    private final SagaObserver observer;
    private final DeadLetterDesk deadLetters;
    private final Started started = new Started();
    private final List<Loop> loops = new ArrayList<>();
    private final Relay others;
    private final Receivers receivers;

    private EmbeddedOrchestrator(Embedding<S, I, E> setup) {
        this.tables = new SagaTables<>(setup.pool, setup.schema, setup.saga, setup.codec);
        this.store = tables.store(setup.retries);
        this.observer = SagaObserver.all(List.of(setup.observer, new SagaLog()));
        this.deadLetters = tables.deadLetters(setup.retries, observer);
        var shard = tables.ownShard();
        try {
            others =
                    started.add(new Relay("relay-others", tables.outbox(), publisher(setup), setup.publishedForOthers));
            var mirror = new OutboxMirror<>(shard, MOST_COMMANDS_IN_MEMORY);
            // Closed before the other, whose commands may wait for those that are here.
            Relay own = started.add(new Relay("relay", mirror, publisher(setup), setup.published));
            loops.addAll(List.of(others.loop(), own.loop()));
            add(deadlineLoop(tables.deadlines(), orchestrator(0, store)));
            add(Retries.start(tables.stuckSagas(), tables.retry(setup.retries, observer), others::wake));
            add(Loop.start("vacuum", tables.vacuum()::runOnce));
            var recording = store.handingOver(shard, handingOver(mirror, others));
            receivers = started.add(Receivers.start(
                    setup.consumers,
                    setup.consumer,
                    setup.topics,
                    () -> handler(setup.consumers, recording, own),
                    setup.clients));
            setup.purgeAfter.ifPresent(age -> add(Retention.start(tables.purge(), age)));
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
     * durable, or neither. After your commit, {@link #wake} has its commands published at once; they are published within a
     * moment in any case. Whether you commit is not known here: metrics and the log have it as if you did.
     *
     * <p>The saga's rows stay locked until your transaction ends, and with them what comes for it from elsewhere: end it soon.
     *
     * @param connection in a transaction of READ COMMITTED that you opened, and will commit or roll back; used by nobody
     *     else meanwhile
     * @param identity of this input among all that this kind of saga gets. Given again, it has no second effect, as long as
     *     the saga is kept
     * @param input the input, of any type that the saga takes
     * @return what the saga says. {@link Answer.Refused} and {@link Answer.Waits} have changed nothing and are not kept:
     *     roll back what depends on it
     * @throws IllegalArgumentException if no saga can have that id, or no message that identity
     * @throws IllegalStateException if the connection is in no such transaction
     * @throws dev.saga.orchestrator.StoreUnavailable if the database does not answer, or something failed in your transaction
     *     before
     */
    public Answer handle(Connection connection, MessageId identity, I input) {
        return handle(connection, identity, input, "");
    }

    /**
     * The same as part of a trace of yours, in which the commands of this step go on; those of later steps go on in the traces
     * of the answers. As {@link #handle(Connection, MessageId, Object)} otherwise.
     *
     * @param traceparent the W3C trace context, empty if there is none; what is not a valid one counts as none
     */
    public Answer handle(Connection connection, MessageId identity, I input, String traceparent) {
        String sagaId = tables.saga().sagaId(input);
        String id = identity.value();
        if (!MessageReader.canBeAnId(sagaId)) {
            throw new IllegalArgumentException(
                    "no %s saga can have the id «%s»".formatted(tables.saga().type(), sagaId));
        }
        if (id.indexOf('\0') >= 0 || id.codePointCount(0, id.length()) > MessageId.MOST_CODE_POINTS) {
            throw new IllegalArgumentException(
                    "an identity has at most %d characters, and not U+0000".formatted(MessageId.MOST_CODE_POINTS));
        }
        var message = Inbound.internal(identity, input.getClass().getSimpleName(), TraceParent.orNone(traceparent));
        return new SagaInquiry<>(tables.saga(), store.within(connection), observer)
                .ask(new Delivery<>(message, new Delivery.Understood<>(sagaId, input)));
    }

    /** What operators do with dead letters; {@link #wake} afterwards has published at once what they cause. */
    public DeadLetterDesk deadLetters() {
        return deadLetters;
    }

    /**
     * Looks now for commands that were recorded by {@link #handle}, {@link #deadLetters} or {@link #tables}, instead of within
     * 50 ms. They are published by one instance at a time; where that is another one, this does nothing.
     */
    public void wake() {
        others.wake();
    }

    /**
     * What keeps a consumer from receiving: it is not in the group yet, Kafka refuses it, it has been silent for 15 s, or its
     * thread has ended. Empty if nothing does, also where no messages come.
     */
    public Optional<String> notReceiving() {
        return receivers.problem();
    }

    /** Why messages cannot be stored, if that has failed for more than ten seconds. */
    public Optional<String> notStoring() {
        return receivers.failure();
    }

    /**
     * Which of its other threads has ended, if one has, as by an {@link OutOfMemoryError}: what it did, such as publishing, is
     * not done here any more. What ends a thread is told to the process's handler of uncaught exceptions. {@link #close}
     * ends all of them.
     */
    public Optional<String> threadEnded() {
        return loops.stream().map(Loop::ended).flatMap(Optional::stream).findFirst();
    }

    private void add(Loop loop) {
        loops.add(started.add(loop));
    }

    private static KafkaPublisher publisher(Embedding<?, ?, ?> setup) {
        return new KafkaPublisher(setup.producer, setup.topics, setup.saga.type(), setup.clients);
    }

    private SagaOrchestrator<S, I, E> orchestrator(long room, PostgresStore<E> on) {
        return new SagaOrchestrator<>(tables.saga(), on, observer, room);
    }

    private BatchHandler handler(int consumers, PostgresStore<E> recording, Relay own) {
        var reader = tables.reader();
        var orchestrator = orchestrator(CACHE_ROOM / consumers, recording);
        return batch -> {
            orchestrator.handle(batch.stream().map(reader::read).toList());
            own.wake();
        };
    }

    /** What is not for this process's own relay is for the other one, as of sagas that began elsewhere. */
    private static HandOver<byte[]> handingOver(HandOver<byte[]> mirror, Relay others) {
        return new HandOver<>() {
            @Override
            public void recorded(List<Outbound<byte[]>> commands) {
                mirror.recorded(commands);
            }

            @Override
            public void leftInOutbox() {
                others.wake();
            }
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
