package dev.saga.booking;

import dev.saga.saga.Command;
import dev.saga.saga.Decision;
import dev.saga.saga.Effect;
import dev.saga.saga.Milestone;
import dev.saga.saga.Saga;
import dev.saga.saga.TransitionTable;
import dev.saga.saga.TypeNames;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The booking saga with something changed, to see that the checks notice. */
record AlteredSaga(
        BookingSaga real,
        TransitionTable<BookingState, BookingInput, BookingEvent> transitions,
        UnaryOperator<List<Effect>> effects)
        implements Saga<BookingState, BookingInput, BookingEvent> {
    private static final BookingSaga REAL = BookingSaga.create(new BookingDeadlines(Exploration.DEADLINES));

    /** Another decision in some cells. */
    interface Change {
        /** The decision, given the right one. */
        Decision<BookingEvent> decide(BookingState state, BookingInput input, Decision<BookingEvent> right);
    }

    static AlteredSaga deciding(Change change) {
        var table =
                TransitionTable.<BookingState, BookingInput, BookingEvent>over(BookingState.class, BookingInput.class);
        REAL.transitions().transitions().forEach(cell -> redeclare(table, cell.state(), cell.input(), change));
        return new AlteredSaga(REAL, table.build(), UnaryOperator.identity());
    }

    static AlteredSaga reacting(UnaryOperator<List<Effect>> effects) {
        return new AlteredSaga(REAL, REAL.transitions(), effects);
    }

    private static <A extends BookingState, B extends BookingInput> void redeclare(
            TransitionTable.Builder<BookingState, BookingInput, BookingEvent> table,
            Class<A> state,
            Class<B> input,
            Change change) {
        table.on(
                state,
                input,
                Set.of(),
                (at, in) -> change.decide(at, in, REAL.transitions().decide(at, in)));
    }

    @Override
    public String type() {
        return real.type();
    }

    @Override
    public BookingState initial() {
        return real.initial();
    }

    @Override
    public BookingState evolve(BookingState state, BookingEvent event) {
        return real.evolve(state, event);
    }

    @Override
    public List<Effect> react(BookingState after, BookingEvent event) {
        return effects.apply(real.react(after, event));
    }

    @Override
    public String stateName(BookingState state) {
        return real.stateName(state);
    }

    @Override
    public boolean ended(BookingState state) {
        return real.ended(state);
    }

    @Override
    public List<Command> awaiting(BookingState state) {
        return real.awaiting(state);
    }

    @Override
    public Milestone milestone(BookingState after, BookingEvent event) {
        return real.milestone(after, event);
    }

    @Override
    public String sagaId(BookingInput input) {
        return real.sagaId(input);
    }

    @Override
    public BookingInput deadlineElapsed(String sagaId, String stateName) {
        return real.deadlineElapsed(sagaId, stateName);
    }

    @Override
    public TypeNames<BookingInput> inputs() {
        return real.inputs();
    }

    @Override
    public TypeNames<BookingEvent> events() {
        return real.events();
    }

    @Override
    public TypeNames<Command> commands() {
        return real.commands();
    }
}
