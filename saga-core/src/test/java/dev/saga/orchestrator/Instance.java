package dev.saga.orchestrator;

import dev.saga.deadletter.DeadLetterReason;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.message.Outcome;
import dev.saga.saga.Saga;
import java.util.ArrayList;
import java.util.List;

/** One running orchestrator with its own cache, its own way to the store, and somebody who watches. */
final class Instance<S, I, E> {
    private final Saga<S, I, E> saga;
    private final TroubledStore<E> store;
    private final Witness witness = new Witness();
    private final SagaOrchestrator<S, I, E> orchestrator;
    private final List<Delivery<I>> batch = new ArrayList<>();

    Instance(Saga<S, I, E> saga, SagaStore<E> shared, int cachedSagas) {
        this.saga = saga;
        this.store = new TroubledStore<>(shared);
        this.orchestrator = new SagaOrchestrator<>(saga, store, witness, cachedSagas);
    }

    TroubledStore<E> store() {
        return store;
    }

    Witness witness() {
        return witness;
    }

    SagaOrchestrator<S, I, E> orchestrator() {
        return orchestrator;
    }

    /** One more message of the batch. */
    Instance<S, I, E> message(String identity, I input) {
        batch.add(new Delivery<>(
                Inbound.internal(MessageId.of(identity), input.getClass().getSimpleName(), "00-own-trace"),
                new Delivery.Understood<>(saga.sagaId(input), input)));
        return this;
    }

    /** One more message of the batch that nobody can read. */
    Instance<S, I, E> unreadable(String identity) {
        batch.add(new Delivery<>(
                Inbound.internal(MessageId.of(identity), "test", ""),
                new Delivery.Unreadable<>(DeadLetterReason.MALFORMED, "it is no JSON")));
        return this;
    }

    /** Handles the batch; if that fails, the same batch can be handled again. */
    List<Outcome> handle() {
        var outcomes = orchestrator.handle(List.copyOf(batch));
        batch.clear();
        return outcomes;
    }
}
