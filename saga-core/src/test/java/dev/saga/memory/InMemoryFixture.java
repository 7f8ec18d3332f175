package dev.saga.memory;

import dev.saga.deadletter.DeadLetter;
import dev.saga.deadletter.DeadLetters;
import dev.saga.deadletter.StuckSagas;
import dev.saga.deadline.Deadlines;
import dev.saga.inspect.SagaArchive;
import dev.saga.message.Outbound;
import dev.saga.orchestrator.SagaStore;
import dev.saga.orchestrator.StoreFixture;
import dev.saga.saga.Command;
import dev.saga.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The store in memory, as the suites see it. */
final class InMemoryFixture<E> implements StoreFixture<E> {
    private final ManualClock clock = new ManualClock(Instant.parse("2024-02-29T12:00:00Z"));
    private final InMemoryStore<E> store = new InMemoryStore<>(clock);

    InMemoryStore<E> inMemory() {
        return store;
    }

    @Override
    public SagaStore<E> store() {
        return store;
    }

    @Override
    public SagaArchive<E> archive() {
        return store;
    }

    @Override
    public Deadlines deadlines() {
        return store;
    }

    @Override
    public List<DeadLetter> deadLetters() {
        return store.deadLetters();
    }

    @Override
    public DeadLetters letters() {
        return store.letters();
    }

    @Override
    public StuckSagas stuckSagas() {
        return store.stuckSagas();
    }

    @Override
    public List<Outbound<Command>> waiting() {
        return store.pending(Integer.MAX_VALUE);
    }

    @Override
    public void letTimePass(Duration time) {
        clock.advance(time);
    }
}
