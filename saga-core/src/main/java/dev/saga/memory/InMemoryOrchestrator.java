package dev.saga.memory;

import dev.saga.deadletter.DeadLetter;
import dev.saga.inspect.SagaHistory;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.message.Outbound;
import dev.saga.message.Outcome;
import dev.saga.observe.SagaObserver;
import dev.saga.orchestrator.Delivery;
import dev.saga.orchestrator.SagaOrchestrator;
import dev.saga.outbox.OutboxRelay;
import dev.saga.saga.Command;
import dev.saga.saga.Saga;
import dev.saga.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A whole orchestrator in memory: the real loop, the real rules, no server. Every delivery is handled and its commands
 * are published before the call returns, and time moves only when told to.
 *
 * <pre>{@code
 * var bookings = InMemoryOrchestrator.of(BookingSaga.create());
 * bookings.deliver(new BookingCreated("b-1", "ada", List.of(new Product("p-1", 2))));
 * assertThat(bookings.commands()).containsExactly(new RequestStock("b-1", "p-1", 2));
 * }</pre>
 *
 * <p>Not safe for use by several threads.
 *
 * @param <S> the saga's states
 * @param <I> the saga's inputs
 * @param <E> the saga's events
 */
public final class InMemoryOrchestrator<S, I, E> {
    private static final long ROOM = 100_000;
    private static final int BATCH = 1_000;

    private final Saga<S, I, E> saga;
    private final ManualClock clock = new ManualClock(Instant.parse("2024-01-01T00:00:00Z"));
    private final InMemoryStore<E> store = new InMemoryStore<>(clock);
    private final SagaOrchestrator<S, I, E> orchestrator;
    private final List<Outbound<Command>> published = new ArrayList<>();
    private final OutboxRelay<Command> relay;
    private long deliveries;

    private InMemoryOrchestrator(Saga<S, I, E> saga, SagaObserver observer) {
        this.saga = saga;
        this.orchestrator = new SagaOrchestrator<>(saga, store, observer, ROOM);
        this.relay = new OutboxRelay<>(
                store,
                commands -> {
                    published.addAll(commands);
                    return commands;
                },
                BATCH);
    }

    /** An orchestrator of this saga. */
    public static <S, I, E> InMemoryOrchestrator<S, I, E> of(Saga<S, I, E> saga) {
        return new InMemoryOrchestrator<>(saga, SagaObserver.NONE);
    }

    /** An orchestrator of this saga that is watched. */
    public static <S, I, E> InMemoryOrchestrator<S, I, E> of(Saga<S, I, E> saga, SagaObserver observer) {
        return new InMemoryOrchestrator<>(saga, observer);
    }

    /** Delivers an input as a message of its own. */
    public Outcome deliver(I input) {
        return deliver("message-" + ++deliveries, input);
    }

    /** Delivers an input under this identity; under an identity that was seen before it has no effect. */
    public Outcome deliver(String messageId, I input) {
        var outcomes = orchestrator.handle(List.of(delivery(messageId, input)));
        publish();
        return outcomes.get(0);
    }

    /** Delivers these inputs, in order, as one batch of messages of their own. */
    public List<Outcome> deliverAll(List<? extends I> inputs) {
        var batch = new ArrayList<Delivery<I>>(inputs.size());
        for (I input : inputs) {
            batch.add(delivery("message-" + ++deliveries, input));
        }
        var outcomes = orchestrator.handle(batch);
        publish();
        return outcomes;
    }

    /** Lets time pass; deadlines that elapse by then take their effect. */
    public void advance(Duration by) {
        clock.advance(by);
        for (var due = store.due(BATCH); !due.isEmpty(); due = store.due(BATCH)) {
            orchestrator.fire(due);
        }
        publish();
    }

    /** All commands published so far, in order. */
    public List<Command> commands() {
        return published.stream().map(Outbound::body).toList();
    }

    /** The same with all that a broker would be told about them. */
    public List<Outbound<Command>> published() {
        return List.copyOf(published);
    }

    /** The name of a saga's state, empty if there is no such saga. */
    public Optional<String> state(String sagaId) {
        return history(sagaId).map(SagaHistory::state);
    }

    /** A saga's history with the commands that each event caused. */
    public Optional<SagaHistory<E>> history(String sagaId) {
        return store.find(sagaId).map(stored -> SagaHistory.of(saga, stored));
    }

    /** What was rejected, in order. */
    public List<DeadLetter> deadLetters() {
        return store.deadLetters();
    }

    private Delivery<I> delivery(String messageId, I input) {
        var message = Inbound.internal(MessageId.of(messageId), input.getClass().getSimpleName(), "");
        return new Delivery<>(message, new Delivery.Understood<>(saga.sagaId(input), input));
    }

    private void publish() {
        while (relay.runOnce().more()) {}
    }
}
