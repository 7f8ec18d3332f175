package dev.saga.simulation;

import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingState;
import dev.saga.memory.InMemoryStore;
import dev.saga.orchestrator.SagaStore;
import dev.saga.saga.Saga;
import dev.saga.testing.ManualClock;

/**
 * What all processes share.
 *
 * @param rig the real pieces, or those with something broken
 * @param saga the rules
 * @param store what is stored
 * @param sagas the same, as processes see it
 * @param shards the outbox
 * @param late what is not committed yet
 */
record Database(
        Rig rig,
        Saga<BookingState, BookingInput, BookingEvent> saga,
        InMemoryStore<BookingEvent> store,
        SagaStore<BookingEvent> sagas,
        Shards shards,
        LateCommits late) {

    static Database empty(Rig rig, Saga<BookingState, BookingInput, BookingEvent> saga, ManualClock clock) {
        var store = new InMemoryStore<BookingEvent>(clock);
        return new Database(rig, saga, store, rig.store().apply(store), new Shards(store, clock), new LateCommits());
    }
}
