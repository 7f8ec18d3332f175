package dev.saga.simulation;

import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingState;
import dev.saga.orchestrator.SagaStore;
import dev.saga.outbox.Outbox;
import dev.saga.saga.Command;
import dev.saga.saga.Saga;
import java.util.function.UnaryOperator;

/**
 * What is simulated: the real pieces, or one with something broken in it, to see that it is noticed.
 *
 * @param saga what is done to the saga
 * @param store what is done to the store
 * @param outbox what is done to each part of the outbox
 * @param flaw what is wrong with the way commands are handed over
 */
record Rig(
        UnaryOperator<Saga<BookingState, BookingInput, BookingEvent>> saga,
        UnaryOperator<SagaStore<BookingEvent>> store,
        UnaryOperator<Outbox<Command>> outbox,
        Flaw flaw) {
    static final Rig REAL =
            new Rig(UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity(), Flaw.NONE);

    /** What can be wrong with the way from a commit to the relay. */
    enum Flaw {
        NONE,
        /** The common shard is published without a look at the others. */
        NOTHING_IS_HELD_BACK,
        /** What a process was not told, it never learns. */
        MIRROR_IS_NOT_READ_AGAIN,
        /** A process takes every saga for one that it alone recorded commands of. */
        ALWAYS_HANDS_OVER,
        /** A process that starts anew gets the number that the one before it had. */
        NUMBERS_ARE_USED_AGAIN
    }

    static Rig withSaga(UnaryOperator<Saga<BookingState, BookingInput, BookingEvent>> broken) {
        return new Rig(broken, REAL.store, REAL.outbox, Flaw.NONE);
    }

    static Rig withStore(UnaryOperator<SagaStore<BookingEvent>> broken) {
        return new Rig(REAL.saga, broken, REAL.outbox, Flaw.NONE);
    }

    static Rig withOutbox(UnaryOperator<Outbox<Command>> broken) {
        return new Rig(REAL.saga, REAL.store, broken, Flaw.NONE);
    }

    static Rig with(Flaw flaw) {
        return new Rig(REAL.saga, REAL.store, REAL.outbox, flaw);
    }
}
