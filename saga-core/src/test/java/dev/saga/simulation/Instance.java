package dev.saga.simulation;

import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingState;
import dev.saga.deadline.DueDeadline;
import dev.saga.message.Outbound;
import dev.saga.message.Outcome;
import dev.saga.observe.SagaObserver;
import dev.saga.orchestrator.Delivery;
import dev.saga.orchestrator.SagaOrchestrator;
import dev.saga.orchestrator.StoreUnavailable;
import dev.saga.outbox.HandOver;
import dev.saga.saga.Command;
import dev.saga.simulation.Step.Trouble;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One orchestrator process: the real loop and the real relays, until it crashes and another one takes its place. */
final class Instance {
    private final String name;
    private final Database database;
    private final Connection connection;
    private final Broker broker;
    private final Scenario scenario;
    private final Tally tally;
    private final Story story;
    private final SagaObserver observer;
    private final long place;
    private SagaOrchestrator<BookingState, BookingInput, BookingEvent> orchestrator;
    private SagaOrchestrator<BookingState, BookingInput, BookingEvent> deadlines;
    private Relays relays;
    private List<DueDeadline> seen = List.of();

    /** The process at this place, from 1 on. */
    Instance(int place, Database database, Broker broker, Scenario scenario, Tally tally, Story story) {
        this.name = "orchestrator " + place;
        this.place = place;
        this.database = database;
        this.connection = new Connection(database.store(), tally);
        this.broker = broker;
        this.scenario = scenario;
        this.tally = tally;
        this.story = story;
        this.observer = tally.conflicts();
        start();
    }

    private void start() {
        long number = database.rig().flaw() == Rig.Flaw.NUMBERS_ARE_USED_AGAIN
                ? place
                : database.shards().open();
        var saga = database.saga();
        relays = new Relays(database, connection, number, scenario, broker);
        orchestrator = new SagaOrchestrator<>(
                saga, new Recording(connection, database, number, relays.handOver()), observer, scenario.room());
        deadlines = new SagaOrchestrator<>(
                saga, new Recording(connection, database, Shards.NOBODYS, HandOver.nowhere()), observer, 0);
    }

    /** Loses its memory; whoever takes its place has another shard. */
    void crash() {
        tally.crashes++;
        seen = List.of();
        start();
    }

    /**
     * Handles these letters.
     *
     * @param rival who handles some of them first, if that is the trouble
     * @param paused what happens while this one is paused, if that is the trouble
     * @return whether it would acknowledge them
     */
    boolean handle(List<Letter> letters, Trouble trouble, @Nullable Instance rival, Runnable paused) {
        boolean[] first = new boolean[letters.size()];
        var deliveries = new ArrayList<Delivery<BookingInput>>(letters.size());
        letters.forEach(letter -> deliveries.add(letter.delivery()));
        var rivals = letters.stream().filter(letter -> (letter.name() & 2) == 0);
        connection.expect(
                trouble,
                () -> {
                    if (trouble == Trouble.PAUSED_AFTER_COMMIT) {
                        paused.run();
                    } else if (rival != null) {
                        rival.handle(rivals.toList(), Trouble.NONE, null, paused);
                    }
                },
                messages -> {
                    for (int i = 0; i < first.length; i++) {
                        Letter letter = letters.get(i);
                        first[i] |=
                                messages.contains(letter.delivery().message().id()) && letter.handle();
                    }
                });
        List<Outcome> outcomes = new ArrayList<>();
        boolean done = attempt(() -> outcomes.addAll(orchestrator.handle(deliveries)));
        connection.calm();
        tell("handles", letters, trouble, outcomes);
        if (done) {
            compare(letters, first, outcomes);
        }
        return done;
    }

    private void compare(List<Letter> letters, boolean[] first, List<Outcome> outcomes) {
        for (int i = 0; i < first.length; i++) {
            Letter letter = letters.get(i);
            boolean duplicate = outcomes.get(i) == Outcome.DUPLICATE;
            if (duplicate == first[i] || !letter.handled()) {
                String id =
                        letter.delivery().content() instanceof Delivery.Understood<BookingInput> is ? is.sagaId() : "";
                throw new Violation(
                        "1 two deliveries with one identity have the effect of one",
                        id,
                        "%s was %s when it came %s"
                                .formatted(letter, outcomes.get(i), first[i] ? "for the first time" : "again"));
            }
            tally.duplicates += duplicate ? 1 : 0;
        }
        tally.deliveries += first.length;
    }

    /** Asks which deadlines have elapsed, and remembers it. */
    void look() {
        seen = connection.due(Integer.MAX_VALUE);
        if (!seen.isEmpty()) {
            tell("sees", seen, Trouble.NONE, List.of());
        }
    }

    /**
     * Fires the deadlines that it saw when it looked, however long ago.
     *
     * @return whether there were any
     */
    boolean fire(Trouble trouble, @Nullable Instance rival, Runnable paused) {
        var due = seen;
        seen = List.of();
        if (due.isEmpty()) {
            return false;
        }
        connection.expect(
                trouble,
                () -> {
                    if (trouble == Trouble.PAUSED_AFTER_COMMIT) {
                        paused.run();
                    } else if (rival != null) {
                        rival.seen = due;
                        rival.fire(Trouble.NONE, null, paused);
                    }
                },
                messages -> {});
        List<Outcome> outcomes = new ArrayList<>();
        attempt(() -> outcomes.addAll(deadlines.fire(due)));
        connection.calm();
        for (int i = 0; i < outcomes.size(); i++) {
            tally.fired(due.get(i).state(), outcomes.get(i));
        }
        tell("says", due, trouble, outcomes);
        return true;
    }

    /**
     * Publishes one batch of each part of the outbox that is its own now.
     *
     * @param part which of the two
     * @param meanwhile what the others do in the middle of it, if that is the trouble
     * @return whether more may wait
     */
    boolean publish(int step, int part, Trouble trouble, Runnable meanwhile) {
        broker.expect(name, step, trouble, meanwhile);
        connection.expect(trouble, () -> {}, messages -> {});
        boolean[] more = new boolean[1];
        boolean alive = part == Step.REST || attempt(() -> more[0] = relays.publishOwn());
        if (part != Step.OWN && alive) {
            attempt(() -> more[0] |= relays.publishRest());
        }
        connection.calm();
        return more[0];
    }

    /** What it recorded into its own shard, knows of, and has not published. */
    List<Outbound<Command>> waiting() {
        return relays.waiting();
    }

    private boolean attempt(Runnable work) {
        try {
            work.run();
            return true;
        } catch (StoreUnavailable e) {
            return false;
        } catch (Crash e) {
            crash();
            return false;
        }
    }

    private void tell(String does, List<?> what, Trouble trouble, List<Outcome> outcomes) {
        if (story.heard()) {
            story.tell("%s %s %s%s%s"
                    .formatted(
                            name,
                            does,
                            String.join(", ", what.stream().map(Instance::words).toList()),
                            outcomes.isEmpty() ? "" : ": " + outcomes,
                            trouble.because()));
        }
    }

    private static String words(Object what) {
        return what instanceof DueDeadline due
                ? "that the deadline of %s has elapsed (%s)".formatted(due.sagaId(), due.state())
                : "" + what;
    }
}
