package dev.saga.runner;

import dev.saga.deadletter.DeadLetters;
import dev.saga.deadletter.RetryPolicy;
import dev.saga.deadletter.StuckSagas;
import dev.saga.deadline.Deadlines;
import dev.saga.message.Codec;
import dev.saga.observe.SagaObserver;
import dev.saga.orchestrator.DeadLetterRetry;
import dev.saga.orchestrator.MessageReader;
import dev.saga.orchestrator.SagaInquiry;
import dev.saga.postgres.PostgresArchive;
import dev.saga.postgres.PostgresDeadLetters;
import dev.saga.postgres.PostgresDeadlines;
import dev.saga.postgres.PostgresOutbox;
import dev.saga.postgres.PostgresPurge;
import dev.saga.postgres.PostgresShard;
import dev.saga.postgres.PostgresStore;
import dev.saga.postgres.PostgresStuckSagas;
import dev.saga.postgres.PostgresVacuum;
import dev.saga.postgres.PostgresVerifier;
import dev.saga.postgres.Schema;
import dev.saga.runner.operations.DeadLetterDesk;
import dev.saga.saga.Saga;
import javax.sql.DataSource;

/**
 * Where the sagas of one kind are kept, and everything that works on them there. Holds nothing open itself; safe for use by
 * many threads, as the pool is.
 *
 * @param pool connections of READ COMMITTED, none of them in a transaction of somebody else's
 * @param schema where the tables are
 * @param saga whose tables these are
 * @param codec how messages and events are written
 * @param <S> the saga's states
 * @param <I> the saga's inputs
 * @param <E> the saga's events
 */
public record SagaTables<S, I, E>(DataSource pool, Schema schema, Saga<S, I, E> saga, Codec codec) {

    /** What records them; a message on which a saga fails is tried again as the policy says. */
    public PostgresStore<E> store(RetryPolicy policy) {
        return PostgresStore.on(pool, schema, saga, codec, policy);
    }

    /** What operators read. */
    public PostgresArchive<E> archive() {
        return new PostgresArchive<>(pool, schema, saga, codec);
    }

    /** Gives inputs to sagas on somebody's behalf, who learns what became of them: nothing is tried again by itself. */
    public SagaInquiry<S, I, E> inquiry(SagaObserver observer) {
        return new SagaInquiry<>(saga, store(RetryPolicy.NEVER), observer);
    }

    /** What operators do with dead letters. */
    public DeadLetterDesk deadLetters(RetryPolicy policy, SagaObserver observer) {
        return new DeadLetterDesk(letters(policy), retry(policy, observer));
    }

    /** Which sagas are stuck. */
    public StuckSagas stuckSagas() {
        return new PostgresStuckSagas(pool, schema, saga.type());
    }

    /** What gives dead letters to their sagas again, and gets stuck sagas going. */
    public DeadLetterRetry<S, I, E> retry(RetryPolicy policy, SagaObserver observer) {
        return new DeadLetterRetry<>(inquiry(observer), reader(), letters(policy));
    }

    /** What compares stored sagas with today's code. */
    public PostgresVerifier<S, I, E> verifier() {
        return new PostgresVerifier<>(pool, schema, saga, codec);
    }

    /** What removes sagas that ended long ago. */
    public PostgresPurge<S, I, E> purge() {
        return new PostgresPurge<>(pool, schema, saga, codec);
    }

    MessageReader<I> reader() {
        return new MessageReader<>(saga, codec);
    }

    /** The commands that nobody has at hand: of deadlines, retries, other processes, and sagas begun in a caller's transaction. */
    PostgresOutbox outbox() {
        return new PostgresOutbox(pool, schema, saga.type());
    }

    /** A part of the outbox for one process's commands. */
    PostgresShard ownShard() {
        return PostgresShard.open(pool, schema, saga.type());
    }

    Deadlines deadlines() {
        return new PostgresDeadlines(pool, schema, saga.type());
    }

    PostgresVacuum vacuum() {
        return new PostgresVacuum(pool, schema);
    }

    private DeadLetters letters(RetryPolicy policy) {
        return new PostgresDeadLetters(pool, schema, saga.type(), codec, policy);
    }
}
