package dev.saga.orchestrator;

import dev.saga.deadletter.DeadLetters;
import dev.saga.json.JacksonCodec;
import dev.saga.message.Inbound;
import dev.saga.message.Outcome;
import dev.saga.observe.SagaObserver;
import dev.saga.saga.Saga;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One release of a saga's code at work on a store: it takes messages, and retries dead letters and stuck sagas. */
final class Deployment<S, I, E> {
    private final MessageReader<I> reader;
    private final TroubledStore<E> store;
    private final SagaOrchestrator<S, I, E> orchestrator;
    private final SagaInquiry<S, I, E> inquiry;
    private final DeadLetterRetry<S, I, E> retry;

    Deployment(Saga<S, I, E> saga, SagaStore<E> shared, DeadLetters letters) {
        this.reader = new MessageReader<>(saga, new JacksonCodec());
        this.store = new TroubledStore<>(shared);
        this.orchestrator = new SagaOrchestrator<>(saga, store, SagaObserver.NONE, 100);
        this.inquiry = new SagaInquiry<>(saga, store, SagaObserver.NONE);
        this.retry = new DeadLetterRetry<>(inquiry, reader, letters);
    }

    TroubledStore<E> store() {
        return store;
    }

    SagaOrchestrator<S, I, E> orchestrator() {
        return orchestrator;
    }

    List<Outcome> take(Inbound... messages) {
        return orchestrator.handle(Stream.of(messages).map(reader::read).toList());
    }

    Answer ask(Inbound message) {
        return inquiry.ask(reader.read(message));
    }

    Optional<Answer> retry(long letter) {
        return retry.retry(letter);
    }

    DeadLetterRetry.Retried retrySaga(String sagaId) {
        return retry.retrySaga(sagaId);
    }
}
