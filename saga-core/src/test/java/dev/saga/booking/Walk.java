package dev.saga.booking;

import dev.saga.json.JacksonCodec;
import dev.saga.memory.InMemoryOrchestrator;
import dev.saga.message.Outcome;
import dev.saga.saga.Command;
import dev.saga.saga.OrchestratorAggregate;
import dev.saga.saga.Saga;
import dev.saga.saga.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One history of one booking, run through the whole orchestrator, with the ledger kept beside it. */
final class Walk {
    private static final Map<String, BookingSaga.Phase> PHASES = Map.of(
            "WAITING_STOCK", BookingSaga.Phase.STOCK,
            "WAITING_PAYMENT", BookingSaga.Phase.PAYMENT,
            "COMPENSATING", BookingSaga.Phase.COMPENSATION);
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(5);

    private final Saga<BookingState, BookingInput, BookingEvent> saga;
    private final InMemoryOrchestrator<BookingState, BookingInput, BookingEvent> bookings;
    private final String bookingId;
    private final Set<String> handled = new HashSet<>();
    private final Map<Long, BookingState> lived = new HashMap<>();
    private OrchestratorAggregate<BookingState, BookingInput, BookingEvent> live;
    private Ledger ledger;

    /** What happens next. */
    sealed interface Move {
        /** A message comes, for the first time or again. */
        record Arrives(String identity, BookingInput input) implements Move {}

        /** So much time passes that any deadline elapses. */
        record TimePasses() implements Move {}
    }

    Walk(Saga<BookingState, BookingInput, BookingEvent> saga, Order order) {
        this.saga = saga;
        this.bookings = InMemoryOrchestrator.of(saga);
        this.bookingId = order.bookingId();
        this.live = OrchestratorAggregate.start(saga, bookingId);
        this.ledger = Ledger.of(order);
        lived.put(0L, live.state());
    }

    Ledger ledger() {
        return ledger;
    }

    boolean ended() {
        return live.ended();
    }

    /** @throws AssertionError if a rule is broken */
    void take(Move move) {
        int before = bookings.commands().size();
        if (move instanceof Move.Arrives arrives) {
            boolean again = !handled.add(arrives.identity());
            Outcome outcome = bookings.deliver(arrives.identity(), arrives.input());
            Ledger.rule("1.1 a second delivery is known as one", again, outcome == Outcome.DUPLICATE);
            observe(arrives.input(), outcome, before);
        } else {
            var phase = PHASES.get(live.stateName());
            bookings.advance(LONG_ENOUGH);
            if (phase == null) {
                Ledger.rule("2 nothing is due", before, bookings.commands().size());
            } else {
                observe(new BookingInput.DeadlineElapsed(bookingId, phase), Outcome.APPLIED, before);
            }
        }
        boolean due = bookings.history(bookingId).map(is -> is.dueAt() != null).orElse(false);
        Ledger.rule("3 whoever waits has a deadline", PHASES.containsKey(live.stateName()), due);
    }

    /** Folds every prefix of the history, as it is stored, and compares it with what was lived. */
    void replayEveryPrefix() {
        var codec = new JacksonCodec();
        var replayed = OrchestratorAggregate.start(saga, bookingId);
        var history = bookings.history(bookingId);
        var entries = history.isEmpty()
                ? List.<BookingEvent>of()
                : events(
                        history.get().entries().stream()
                                .map(entry -> entry.stored().event())
                                .toList(),
                        codec);
        for (BookingEvent event : entries) {
            replayed = replayed.apply(event);
            Ledger.rule("the state at version " + replayed.version(), lived.get(replayed.version()), replayed.state());
        }
        Ledger.rule("the version", live.version(), replayed.version());
        Ledger.rule(
                "the commands",
                bookings.commands(),
                history.stream()
                        .flatMap(is -> is.entries().stream())
                        .flatMap(entry -> entry.commands().stream())
                        .map(sent -> sent.command())
                        .toList());
    }

    private static List<BookingEvent> events(List<BookingEvent> events, JacksonCodec codec) {
        var decoded = new ArrayList<BookingEvent>();
        for (BookingEvent event : events) {
            decoded.add(codec.decode(codec.encode(event), event.getClass()));
        }
        return decoded;
    }

    private void observe(BookingInput input, Outcome outcome, int before) {
        List<Command> commands = bookings.commands();
        String state = bookings.state(bookingId).orElse("CREATED");
        ledger = ledger.observe(input, outcome, commands.subList(before, commands.size()), state);
        if (outcome == Outcome.APPLIED
                && live.handle(input) instanceof Step.Advance<BookingState, BookingInput, BookingEvent> advance) {
            for (var recorded : advance.events()) {
                live = live.apply(recorded.event());
                lived.put(live.version(), live.state());
            }
        }
        Ledger.rule("the stored state is the lived one", live.stateName(), state);
    }
}
