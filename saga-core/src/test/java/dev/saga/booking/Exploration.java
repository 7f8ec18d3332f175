package dev.saga.booking;

import dev.saga.message.Outcome;
import dev.saga.saga.Command;
import dev.saga.saga.Effect;
import dev.saga.saga.OrchestratorAggregate;
import dev.saga.saga.RecordedEvent;
import dev.saga.saga.Saga;
import dev.saga.saga.Step;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Goes every way there is: from every state that can be reached it makes every report that anybody could make, breadth
 * first, so that a broken rule is shown with one of the shortest histories that break it.
 */
final class Exploration {
    static final Map<BookingSaga.Phase, Duration> DEADLINES = Map.of(
            BookingSaga.Phase.STOCK, Duration.ofMinutes(1),
            BookingSaga.Phase.PAYMENT, Duration.ofMinutes(2),
            BookingSaga.Phase.COMPENSATION, Duration.ofMinutes(3));

    private static final Map<String, BookingSaga.Phase> PHASES = Map.of(
            "WAITING_STOCK", BookingSaga.Phase.STOCK,
            "WAITING_PAYMENT", BookingSaga.Phase.PAYMENT,
            "COMPENSATING", BookingSaga.Phase.COMPENSATION);

    private final Saga<BookingState, BookingInput, BookingEvent> saga;
    private final Order order;
    private final Set<Taken> taken = new HashSet<>();
    private long transitions;
    private int states;

    /** A way from one state to another that was gone. */
    record Taken(
            Class<? extends BookingState> from,
            Class<? extends BookingInput> input,
            Class<? extends BookingState> to) {}

    private record World(
            BookingState state, Ledger ledger, @Nullable Duration deadline) {}

    private record Node(
            World world, @Nullable Node parent, @Nullable BookingInput input, List<BookingEvent> events) {
        List<BookingInput> path() {
            var path = new ArrayList<BookingInput>();
            for (Node node = this; node.parent != null; node = node.parent) {
                path.add(node.input);
            }
            Collections.reverse(path);
            return path;
        }
    }

    private Exploration(Saga<BookingState, BookingInput, BookingEvent> saga, Order order) {
        this.saga = saga;
        this.order = order;
    }

    /**
     * Everything that can happen to an order of so many products.
     *
     * @throws AssertionError if a rule can be broken
     */
    static Exploration of(Saga<BookingState, BookingInput, BookingEvent> saga, int products) {
        var exploration = new Exploration(saga, Order.of(products));
        exploration.run();
        return exploration;
    }

    int states() {
        return states;
    }

    long transitions() {
        return transitions;
    }

    /** The ways that were gone, over all states. */
    Set<Taken> taken() {
        return taken;
    }

    private void run() {
        var alphabet = order.alphabet();
        var seen = new HashSet<World>();
        var todo = new ArrayDeque<Node>();
        var start = new Node(new World(saga.initial(), Ledger.of(order), null), null, null, List.of());
        seen.add(start.world());
        todo.add(start);
        while (!todo.isEmpty()) {
            Node node = todo.remove();
            if (node.world().ledger().created()) {
                follow(node, order.createdWithOtherContent());
            }
            for (BookingInput input : alphabet) {
                Node next = follow(node, input);
                transitions++;
                if (seen.add(next.world())) {
                    replays(next);
                    todo.add(next);
                }
            }
            drains(node);
        }
        states = seen.size();
    }

    private Node follow(Node node, BookingInput input) {
        try {
            return step(node, input);
        } catch (RuntimeException | AssertionError e) {
            var history = new ArrayList<>(node.path());
            history.add(input);
            throw new AssertionError(
                    "%s%nafter:%n  %s"
                            .formatted(
                                    e,
                                    String.join(
                                            "\n  ",
                                            history.stream()
                                                    .map(Object::toString)
                                                    .toList())),
                    e);
        }
    }

    private Node step(Node node, BookingInput input) {
        World world = node.world();
        var aggregate = OrchestratorAggregate.rehydrate(saga, order.bookingId(), List.of());
        aggregate =
                new OrchestratorAggregate<>(saga, aggregate.id(), node.events().size(), world.state());
        Step<BookingState, BookingInput, BookingEvent> step = aggregate.handle(input);
        if (!(step instanceof Step.Advance<BookingState, BookingInput, BookingEvent> advance)) {
            Outcome outcome = step instanceof Step.Ignored ? Outcome.IGNORED : Outcome.REJECTED;
            var ledger = world.ledger().observe(input, outcome, List.of(), saga.stateName(world.state()));
            return new Node(new World(world.state(), ledger, world.deadline()), node, input, node.events());
        }
        var commands = new ArrayList<Command>();
        Duration deadline = world.deadline();
        var events = new ArrayList<>(node.events());
        for (RecordedEvent<BookingEvent> recorded : advance.events()) {
            events.add(recorded.event());
            for (Effect effect : recorded.effects()) {
                if (effect instanceof Effect.Send send) {
                    commands.add(send.command());
                } else {
                    deadline = effect instanceof Effect.SetDeadline set ? set.in() : null;
                }
            }
        }
        BookingState state = advance.next().state();
        String name = saga.stateName(state);
        var ledger = world.ledger().observe(input, Outcome.APPLIED, commands, name);
        var phase = PHASES.get(name);
        Ledger.rule("3 the deadline of " + name, phase == null ? "none" : DEADLINES.get(phase), orNone(deadline));
        Ledger.rule("2 ended", phase == null, saga.ended(state));
        taken.add(new Taken(world.state().getClass(), input.getClass(), state.getClass()));
        return new Node(new World(state, ledger, deadline), node, input, events);
    }

    private static Object orNone(@Nullable Duration deadline) {
        return deadline == null ? "none" : deadline;
    }

    private void replays(Node node) {
        var replayed = OrchestratorAggregate.rehydrate(saga, order.bookingId(), node.events());
        Ledger.rule("the replayed state", node.world().state(), replayed.state());
        Ledger.rule("the replayed version", (long) node.events().size(), replayed.version());
    }

    /** Wherever the saga is, it ends when everybody answers, whatever they answer, and when nobody does. */
    private void drains(Node node) {
        if (node.world().ledger().created()) {
            ends(node, order::reserved, order.paid("payment-1"));
            ends(node, order::failed, order.notPaid(null));
            Node silent = node;
            for (var phase = phase(silent); phase != null; phase = phase(silent)) {
                silent = follow(silent, order.elapsed(phase));
            }
        }
    }

    private void ends(Node from, Function<String, BookingInput> aboutStock, BookingInput aboutPayment) {
        Node node = from;
        for (String product : from.world().ledger().unanswered()) {
            node = follow(node, aboutStock.apply(product));
        }
        if (node.world().ledger().paymentUnanswered()) {
            node = follow(node, aboutPayment);
        }
        Ledger.rule(
                "2.6 everything ends once it is answered",
                true,
                saga.ended(node.world().state()));
    }

    private BookingSaga.@Nullable Phase phase(Node node) {
        return PHASES.get(saga.stateName(node.world().state()));
    }
}
