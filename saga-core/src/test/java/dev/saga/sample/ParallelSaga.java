package dev.saga.sample;

import static dev.saga.saga.Decision.act;
import static dev.saga.saga.Decision.contradiction;
import static dev.saga.saga.Decision.ignore;
import static dev.saga.saga.Refusal.UNKNOWN_SAGA;
import static dev.saga.saga.Silence.OVERTAKEN;
import static dev.saga.saga.Silence.REPEAT;
import static dev.saga.saga.Silence.SETTLED;

import dev.saga.saga.Command;
import dev.saga.saga.Decision;
import dev.saga.saga.Effect;
import dev.saga.saga.Milestone;
import dev.saga.saga.Saga;
import dev.saga.saga.TransitionTable;
import dev.saga.saga.TypeNames;
import dev.saga.sample.ParcelState.HalfShipped;
import dev.saga.sample.ParcelState.Shipped;
import dev.saga.sample.ParcelState.Shipping;
import dev.saga.sample.ParcelState.Unknown;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An order that is shipped from two places: two branches at once, a join, and a reminder. Its deadline outlives a change
 * of state, and acts without a change of state, which the booking saga's deadlines never do.
 */
public final class ParallelSaga implements Saga<ParcelState, ParcelInput, ParcelEvent> {
    /** How long the places have before they are reminded. */
    public static final Duration REMIND_AFTER = Duration.ofHours(1);

    private static final TransitionTable<ParcelState, ParcelInput, ParcelEvent> TABLE =
            TransitionTable.<ParcelState, ParcelInput, ParcelEvent>over(ParcelState.class, ParcelInput.class)
                    .on(
                            Unknown.class,
                            ParcelInput.Ordered.class,
                            Set.of(Shipping.class),
                            (s, in) -> act(new ParcelEvent.OrderPlaced(in.orderId(), in.note())))
                    .refuse(UNKNOWN_SAGA, "no such order was placed", Unknown.class, ParcelInput.PartSent.class)
                    .ignore(OVERTAKEN, Unknown.class, ParcelInput.TimeUp.class)
                    .on(
                            Shipping.class,
                            ParcelInput.PartSent.class,
                            Set.of(HalfShipped.class),
                            (s, in) -> act(new ParcelEvent.PartShipped(in.from(), in.boxes())))
                    .on(
                            Shipping.class,
                            ParcelInput.TimeUp.class,
                            Set.of(Shipping.class),
                            (s, in) -> act(new ParcelEvent.Reminded()))
                    .ignore(REPEAT, Shipping.class, ParcelInput.Ordered.class)
                    .on(HalfShipped.class, ParcelInput.PartSent.class, Set.of(Shipped.class), ParallelSaga::sendSecond)
                    .on(
                            HalfShipped.class,
                            ParcelInput.TimeUp.class,
                            Set.of(HalfShipped.class),
                            (s, in) -> act(new ParcelEvent.Reminded()))
                    .ignore(REPEAT, HalfShipped.class, ParcelInput.Ordered.class)
                    .compare(Shipped.class, ParcelInput.PartSent.class, ParallelSaga::sentAgain)
                    .ignore(REPEAT, Shipped.class, ParcelInput.Ordered.class)
                    .ignore(SETTLED, Shipped.class, ParcelInput.TimeUp.class)
                    .build();

    private static Decision<ParcelEvent> sendSecond(HalfShipped state, ParcelInput.PartSent in) {
        if (in.from() == state.from()) {
            return in.boxes() == state.boxes() ? ignore(REPEAT) : contradiction("another number of boxes was sent");
        }
        return act(
                new ParcelEvent.PartShipped(in.from(), in.boxes()),
                new ParcelEvent.OrderShipped(state.boxes() + in.boxes()));
    }

    private static Decision<ParcelEvent> sentAgain(Shipped state, ParcelInput.PartSent in) {
        int known = in.from() == Place.NORTH ? state.north() : state.south();
        return in.boxes() == known ? ignore(REPEAT) : contradiction("another number of boxes was sent");
    }

    @Override
    public String type() {
        return "parcel";
    }

    @Override
    public ParcelState initial() {
        return new Unknown();
    }

    @Override
    public TransitionTable<ParcelState, ParcelInput, ParcelEvent> transitions() {
        return TABLE;
    }

    @Override
    public ParcelState evolve(ParcelState state, ParcelEvent event) {
        return event.applyTo(state);
    }

    @Override
    public List<Effect> react(ParcelState after, ParcelEvent event) {
        if (event instanceof ParcelEvent.OrderPlaced placed) {
            return List.of(
                    new Effect.Send(new ParcelCommand.SendPart(placed.orderId(), Place.NORTH)),
                    new Effect.Send(new ParcelCommand.SendPart(placed.orderId(), Place.SOUTH)),
                    new Effect.SetDeadline(REMIND_AFTER));
        }
        if (event instanceof ParcelEvent.Reminded) {
            return missing(after).stream()
                    .<Effect>map(place -> new Effect.Send(new ParcelCommand.Hurry(orderId(after), place)))
                    .toList();
        }
        return event instanceof ParcelEvent.OrderShipped shipped
                ? List.of(new Effect.Send(new ParcelCommand.TellCustomer(orderId(after), shipped.boxes())))
                : List.of();
    }

    @Override
    public String stateName(ParcelState state) {
        if (state instanceof Shipping) {
            return "SHIPPING";
        }
        if (state instanceof HalfShipped) {
            return "HALF_SHIPPED";
        }
        return state instanceof Shipped ? "SHIPPED" : "UNKNOWN";
    }

    @Override
    public boolean ended(ParcelState state) {
        return state instanceof Shipped;
    }

    @Override
    public List<Command> awaiting(ParcelState state) {
        return missing(state).stream()
                .<Command>map(place -> new ParcelCommand.SendPart(orderId(state), place))
                .toList();
    }

    @Override
    public Milestone milestone(ParcelState after, ParcelEvent event) {
        return event instanceof ParcelEvent.OrderShipped ? new Milestone.Completed() : Milestone.NONE;
    }

    @Override
    public String sagaId(ParcelInput input) {
        return input.orderId();
    }

    @Override
    public ParcelInput deadlineElapsed(String sagaId, String stateName) {
        return new ParcelInput.TimeUp(sagaId);
    }

    @Override
    public TypeNames<ParcelInput> inputs() {
        return TypeNames.of(Map.of("order.placed", ParcelInput.Ordered.class, "part.sent", ParcelInput.PartSent.class));
    }

    @Override
    public TypeNames<ParcelEvent> events() {
        return TypeNames.simpleNames(ParcelEvent.class);
    }

    @Override
    public TypeNames<Command> commands() {
        return TypeNames.of(Map.of(
                "parcel.send_part", ParcelCommand.SendPart.class,
                "parcel.hurry", ParcelCommand.Hurry.class,
                "parcel.tell_customer", ParcelCommand.TellCustomer.class));
    }

    private static List<Place> missing(ParcelState state) {
        if (state instanceof Shipping) {
            return List.of(Place.NORTH, Place.SOUTH);
        }
        return state instanceof HalfShipped half ? List.of(half.from().other()) : List.of();
    }

    private static String orderId(ParcelState state) {
        if (state instanceof Shipping shipping) {
            return shipping.orderId();
        }
        return state instanceof HalfShipped half ? half.orderId() : ((Shipped) state).orderId();
    }
}
