package dev.saga.sample;

import dev.saga.saga.Command;
import dev.saga.saga.Effect;
import dev.saga.saga.Milestone;
import dev.saga.saga.Saga;
import dev.saga.saga.TransitionTable;
import dev.saga.saga.TypeNames;
import java.util.List;

/**
 * A saga whose own code fails for the order of one id, at one place.
 *
 * @param fault where
 */
public record FaultySaga(ParallelSaga real, Fault fault) implements Saga<ParcelState, ParcelInput, ParcelEvent> {
    /** The order for which it fails. */
    public static final String ORDER = "poison";

    /** Where it fails. */
    public enum Fault {
        DECIDE,
        DECIDE_ABOUT_THE_FIRST_PART,
        DECIDE_WITH_AN_ASSERTION,
        DECIDE_WITHOUT_A_CLASS,
        DECIDE_WITHOUT_END,
        EVOLVE,
        REACT,
        NAME_OF_COMMAND,
        NAME_OF_STATE,
        ENDED,
        SIZE,
        MILESTONE,
        AWAITING,
        DEADLINE
    }

    private record Unregistered() implements Command {}

    /** A saga that fails there. */
    public static FaultySaga at(Fault fault) {
        return new FaultySaga(new ParallelSaga(), fault);
    }

    private void failAt(Fault here, Object about) {
        if (fault == here && about.toString().contains("orderId=" + ORDER)) {
            throw new IllegalStateException("a mistake in the saga's own code");
        }
    }

    private void failGravelyAt(ParcelInput in) {
        if (in.toString().contains("orderId=" + ORDER)) {
            switch (fault) {
                case DECIDE_WITH_AN_ASSERTION -> throw new AssertionError("this cannot happen");
                case DECIDE_WITHOUT_A_CLASS -> throw new NoClassDefFoundError("dev/saga/sample/OfTheNextRelease");
                case DECIDE_WITHOUT_END -> failGravelyAt(in);
                default -> {}
            }
        }
    }

    @Override
    public String type() {
        return real.type();
    }

    @Override
    public ParcelState initial() {
        return real.initial();
    }

    @Override
    public TransitionTable<ParcelState, ParcelInput, ParcelEvent> transitions() {
        var table = TransitionTable.<ParcelState, ParcelInput, ParcelEvent>over(ParcelState.class, ParcelInput.class);
        real.transitions().transitions().forEach(cell -> redeclare(table, cell.state(), cell.input()));
        return table.build();
    }

    private <A extends ParcelState, B extends ParcelInput> void redeclare(
            TransitionTable.Builder<ParcelState, ParcelInput, ParcelEvent> table, Class<A> state, Class<B> input) {
        table.compare(state, input, (at, in) -> {
            failAt(Fault.DECIDE, in);
            failGravelyAt(in);
            if (at instanceof ParcelState.Shipping && in instanceof ParcelInput.PartSent) {
                failAt(Fault.DECIDE_ABOUT_THE_FIRST_PART, in);
            }
            return real.transitions().decide(at, in);
        });
    }

    @Override
    public ParcelState evolve(ParcelState state, ParcelEvent event) {
        failAt(Fault.EVOLVE, event);
        return real.evolve(state, event);
    }

    @Override
    public List<Effect> react(ParcelState after, ParcelEvent event) {
        failAt(Fault.REACT, event);
        boolean unnamed = fault == Fault.NAME_OF_COMMAND && event.toString().contains("orderId=" + ORDER);
        return unnamed ? List.of(new Effect.Send(new Unregistered())) : real.react(after, event);
    }

    @Override
    public String stateName(ParcelState state) {
        failAt(Fault.NAME_OF_STATE, state);
        return real.stateName(state);
    }

    @Override
    public boolean ended(ParcelState state) {
        failAt(Fault.ENDED, state);
        return real.ended(state);
    }

    @Override
    public int size(ParcelState state) {
        failAt(Fault.SIZE, state);
        return real.size(state);
    }

    @Override
    public List<Command> awaiting(ParcelState state) {
        failAt(Fault.AWAITING, state);
        return real.awaiting(state);
    }

    @Override
    public Milestone milestone(ParcelState after, ParcelEvent event) {
        failAt(Fault.MILESTONE, event);
        return real.milestone(after, event);
    }

    @Override
    public String sagaId(ParcelInput input) {
        return real.sagaId(input);
    }

    @Override
    public ParcelInput deadlineElapsed(String sagaId, String stateName) {
        failAt(Fault.DEADLINE, "orderId=" + sagaId);
        return real.deadlineElapsed(sagaId, stateName);
    }

    @Override
    public TypeNames<ParcelInput> inputs() {
        return real.inputs();
    }

    @Override
    public TypeNames<ParcelEvent> events() {
        return real.events();
    }

    @Override
    public TypeNames<Command> commands() {
        return real.commands();
    }
}
