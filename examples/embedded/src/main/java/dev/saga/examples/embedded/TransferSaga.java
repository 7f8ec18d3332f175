package dev.saga.examples.embedded;

import static dev.saga.saga.Decision.act;
import static dev.saga.saga.Refusal.CONTRADICTION;
import static dev.saga.saga.Refusal.UNKNOWN_SAGA;
import static dev.saga.saga.Silence.OVERTAKEN;
import static dev.saga.saga.Silence.REPEAT;
import static dev.saga.saga.Silence.SETTLED;

import dev.saga.examples.embedded.TransferCommand.GiveMoney;
import dev.saga.examples.embedded.TransferCommand.ReturnMoney;
import dev.saga.examples.embedded.TransferCommand.TakeMoney;
import dev.saga.examples.embedded.TransferEvent.LateMoneyReturned;
import dev.saga.examples.embedded.TransferEvent.MoneyGiven;
import dev.saga.examples.embedded.TransferEvent.MoneyReturned;
import dev.saga.examples.embedded.TransferEvent.MoneyTaken;
import dev.saga.examples.embedded.TransferEvent.TransferFailed;
import dev.saga.examples.embedded.TransferEvent.TransferRequested;
import dev.saga.examples.embedded.TransferInput.Given;
import dev.saga.examples.embedded.TransferInput.NotGiven;
import dev.saga.examples.embedded.TransferInput.NotTaken;
import dev.saga.examples.embedded.TransferInput.Requested;
import dev.saga.examples.embedded.TransferInput.Taken;
import dev.saga.examples.embedded.TransferInput.TimeUp;
import dev.saga.examples.embedded.TransferState.Done;
import dev.saga.examples.embedded.TransferState.Failed;
import dev.saga.examples.embedded.TransferState.Giving;
import dev.saga.examples.embedded.TransferState.Order;
import dev.saga.examples.embedded.TransferState.Returned;
import dev.saga.examples.embedded.TransferState.Taking;
import dev.saga.examples.embedded.TransferState.Unknown;
import dev.saga.saga.Command;
import dev.saga.saga.Decision;
import dev.saga.saga.Effect;
import dev.saga.saga.Milestone;
import dev.saga.saga.Saga;
import dev.saga.saga.TransitionTable;
import dev.saga.saga.TypeNames;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Money goes from one account to another, at two banks: one step after the other, and the first is undone where the second
 * cannot be. Whether money was taken may never be heard, so that has a deadline; what is taken after it goes back. Giving has
 * none, as no time says whether the money was given, and it must not be given and go back: an operator sees it among the
 * sagas in flight.
 */
public final class TransferSaga implements Saga<TransferState, TransferInput, TransferEvent> {
    /** How long the bank may take to say whether it took the money. */
    public static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final TransitionTable<TransferState, TransferInput, TransferEvent> TABLE =
            TransitionTable.<TransferState, TransferInput, TransferEvent>over(TransferState.class, TransferInput.class)
                    .on(Unknown.class, Requested.class, Set.of(Taking.class), TransferSaga::request)
                    .refuse(UNKNOWN_SAGA, "no such transfer was asked for", Unknown.class, Taken.class, NotTaken.class)
                    .refuse(UNKNOWN_SAGA, "no such transfer was asked for", Unknown.class, Given.class, NotGiven.class)
                    .ignore(OVERTAKEN, Unknown.class, TimeUp.class)
                    .on(Taking.class, Taken.class, Set.of(Giving.class), (s, in) -> act(new MoneyTaken()))
                    .on(Taking.class, NotTaken.class, Set.of(Failed.class), (s, in) -> fail(in.reason()))
                    .on(Taking.class, TimeUp.class, Set.of(Failed.class), (s, in) -> fail("the bank does not answer"))
                    .ignore(REPEAT, Taking.class, Requested.class)
                    .refuse(CONTRADICTION, "nothing was to be given yet", Taking.class, Given.class, NotGiven.class)
                    .on(Giving.class, Given.class, Set.of(Done.class), (s, in) -> act(new MoneyGiven()))
                    .on(
                            Giving.class,
                            NotGiven.class,
                            Set.of(Returned.class),
                            (s, in) -> act(new MoneyReturned(
                                    s.order().transferId(),
                                    s.order().from(),
                                    s.order().amount(),
                                    in.reason())))
                    .ignore(REPEAT, Giving.class, Requested.class, Taken.class)
                    .ignore(OVERTAKEN, Giving.class, TimeUp.class)
                    .refuse(CONTRADICTION, "the money was taken already", Giving.class, NotTaken.class)
                    .ignore(REPEAT, Done.class, Requested.class, Taken.class, Given.class)
                    .ignore(SETTLED, Done.class, TimeUp.class)
                    .refuse(CONTRADICTION, "the money was given already", Done.class, NotTaken.class, NotGiven.class)
                    .on(
                            Failed.class,
                            Taken.class,
                            Set.of(Returned.class),
                            (s, in) -> act(new LateMoneyReturned(
                                    s.order().transferId(),
                                    s.order().from(),
                                    s.order().amount())))
                    .ignore(REPEAT, Failed.class, Requested.class, NotTaken.class)
                    .ignore(SETTLED, Failed.class, TimeUp.class)
                    .refuse(CONTRADICTION, "nothing was to be given", Failed.class, Given.class, NotGiven.class)
                    .ignore(REPEAT, Returned.class, Requested.class, Taken.class, NotGiven.class)
                    .ignore(SETTLED, Returned.class, TimeUp.class)
                    .refuse(CONTRADICTION, "the money went back", Returned.class, Given.class, NotTaken.class)
                    .build();

    private static Decision<TransferEvent> request(Unknown state, Requested in) {
        return act(new TransferRequested(in.transferId(), in.from(), in.to(), in.amount()));
    }

    private static Decision<TransferEvent> fail(String reason) {
        return act(new TransferFailed(reason));
    }

    @Override
    public String type() {
        return "transfer";
    }

    @Override
    public TransferState initial() {
        return new Unknown();
    }

    @Override
    public TransitionTable<TransferState, TransferInput, TransferEvent> transitions() {
        return TABLE;
    }

    @Override
    public TransferState evolve(TransferState state, TransferEvent event) {
        return event.applyTo(state);
    }

    @Override
    public List<Effect> react(TransferState after, TransferEvent event) {
        if (after instanceof Taking taking) {
            return List.of(new Effect.Send(take(taking.order())), new Effect.SetDeadline(PATIENCE));
        }
        if (after instanceof Giving giving) {
            return List.of(new Effect.ClearDeadline(), new Effect.Send(give(giving.order())));
        }
        if (event instanceof MoneyReturned back) {
            return send(new ReturnMoney(back.transferId(), back.from(), back.amount(), back.reason()));
        }
        return event instanceof LateMoneyReturned late
                ? send(new ReturnMoney(late.transferId(), late.from(), late.amount(), "the transfer was given up"))
                : List.of();
    }

    @Override
    public String stateName(TransferState state) {
        return state.getClass().getSimpleName().toUpperCase(Locale.ROOT);
    }

    @Override
    public boolean ended(TransferState state) {
        return state instanceof Done || state instanceof Failed || state instanceof Returned;
    }

    @Override
    public List<Command> awaiting(TransferState state) {
        if (state instanceof Taking taking) {
            return List.of(take(taking.order()));
        }
        return state instanceof Giving giving ? List.of(give(giving.order())) : List.of();
    }

    @Override
    public Milestone milestone(TransferState after, TransferEvent event) {
        if (event instanceof MoneyGiven) {
            return new Milestone.Completed();
        }
        if (event instanceof TransferFailed) {
            return new Milestone.Failed("taking");
        }
        return event instanceof MoneyReturned ? new Milestone.Failed("giving") : Milestone.NONE;
    }

    @Override
    public String sagaId(TransferInput input) {
        return input.transferId();
    }

    @Override
    public TransferInput deadlineElapsed(String sagaId, String stateName) {
        return new TimeUp(sagaId);
    }

    @Override
    public TypeNames<TransferInput> inputs() {
        return TypeNames.of(Map.of(
                "bank.money_taken", Taken.class,
                "bank.money_not_taken", NotTaken.class,
                "bank.money_given", Given.class,
                "bank.money_not_given", NotGiven.class));
    }

    @Override
    public TypeNames<TransferEvent> events() {
        return TypeNames.simpleNames(TransferEvent.class);
    }

    @Override
    public TypeNames<Command> commands() {
        return TypeNames.of(Map.of(
                "transfer.take_money", TakeMoney.class,
                "transfer.give_money", GiveMoney.class,
                "transfer.return_money", ReturnMoney.class));
    }

    private static List<Effect> send(Command command) {
        return List.of(new Effect.Send(command));
    }

    private static Command take(Order order) {
        return new TakeMoney(order.transferId(), order.from(), order.amount());
    }

    private static Command give(Order order) {
        return new GiveMoney(order.transferId(), order.to(), order.amount());
    }
}
