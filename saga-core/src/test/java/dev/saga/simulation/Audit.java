package dev.saga.simulation;

import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingState;
import dev.saga.inspect.StoredEvent;
import dev.saga.memory.InMemoryStore;
import dev.saga.message.Codec;
import dev.saga.saga.Command;
import dev.saga.saga.CommandId;
import dev.saga.saga.Effect;
import dev.saga.saga.OrchestratorAggregate;
import dev.saga.saga.Saga;
import dev.saga.simulation.Plan.Item;
import dev.saga.simulation.Plan.Reserves;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What must be true of a world in which nothing happens any more, by the contract's sections 1 and 2. */
final class Audit {
    private final InMemoryStore<BookingEvent> store;
    private final Saga<BookingState, BookingInput, BookingEvent> saga;
    private final Scenario scenario;
    private final Tally tally;
    private final @Nullable Codec codec;

    /** With a codec, histories are replayed from their bytes. */
    Audit(
            InMemoryStore<BookingEvent> store,
            Saga<BookingState, BookingInput, BookingEvent> saga,
            Scenario scenario,
            Tally tally,
            @Nullable Codec codec) {
        this.store = store;
        this.saga = saga;
        this.scenario = scenario;
        this.tally = tally;
        this.codec = codec;
    }

    /** The id of a payment for which nobody asked. */
    static String unasked(String bookingId) {
        return bookingId + "-payment-unasked";
    }

    /** What is true of all bookings together. */
    void world() {
        var inFlight = store.inFlightByState();
        rule(inFlight.isEmpty(), "2 every saga comes to an end", "", () -> "in flight are " + inFlight);
        var plans = new HashMap<String, Plan>();
        scenario.plans().forEach(plan -> plans.put(plan.bookingId(), plan));
        for (var letter : store.deadLetters()) {
            tally.deadLetters++;
            Plan plan = plans.get(letter.sagaId());
            rule(
                    plan != null && !plan.consistent(),
                    "2.7 what contradicts nothing is no dead letter",
                    letter.sagaId(),
                    () -> letter.message().type() + " became one: " + letter.detail());
        }
    }

    /** What is true of one booking. */
    void booking(Books books) {
        BookingState state = replay(books);
        String id = books.bookingId();
        rule(saga.ended(state), "2 every saga comes to an end", id, () -> "it is " + saga.stateName(state));
        rule(
                books.confirmed() != books.cancelled(),
                "2.6 exactly one of confirm and cancel",
                id,
                () -> "there came none");
        String end = books.confirmed() ? "COMPLETED" : "CANCELLED";
        rule(end.equals(saga.stateName(state)), "2 what is published is recorded", id, () -> saga.stateName(state));
        Plan plan = books.plan();
        boolean mustBeConfirmed = plan.welcome() && scenario.patience() == 0;
        rule(
                !mustBeConfirmed || books.confirmed(),
                "2.3 what everybody agrees to is confirmed",
                id,
                () -> "it is cancelled");
        rule(
                !plan.hopeless() || books.cancelled(),
                "2.4 what somebody refuses is cancelled",
                id,
                () -> "it is confirmed");
        stock(books);
        money(books);
        tally.confirmed += books.confirmed() ? 1 : 0;
    }

    private void stock(Books books) {
        for (int i = 0; i < books.plan().items().size(); i++) {
            int item = i;
            int due = books.cancelled() && books.held(i) ? 1 : 0;
            rule(
                    books.releases(i) == due && (books.held(i) || books.cancelled()),
                    "2.6 every product whose reservation was accepted ends confirmed or released",
                    books.bookingId(),
                    () -> standing(books, item));
            tally.released += due;
        }
    }

    private static String standing(Books books, int item) {
        return "%s is %s, %s, and released %d times"
                .formatted(
                        books.plan().items().get(item).productId(),
                        books.held(item) ? "reserved" : "not reserved",
                        books.confirmed() ? "confirmed" : "cancelled",
                        books.releases(item));
    }

    private void money(Books books) {
        String id = books.bookingId();
        for (var request : books.payments()) {
            long least = 0;
            long most = 0;
            for (Item item : books.plan().items()) {
                boolean twoPrices = item.stock() == Reserves.RESERVES_AT_TWO_PRICES;
                least += (long) item.quantity() * item.cents();
                most += (long) item.quantity() * (item.cents() + (twoPrices ? Item.SURCHARGE : 0));
            }
            long asked = request.totalPrice().unscaledValue().longValueExact();
            boolean exact = request.totalPrice().scale() == 2 && asked >= least && asked <= most;
            rule(exact, "2.2 payment of the total is requested", id, () -> "asked for is " + request.totalPrice());
        }
        if (books.confirmed()) {
            rule(!books.paid().isEmpty(), "2.3 what is confirmed is paid", id, () -> "nobody paid");
            rule(
                    books.refunded().isEmpty(),
                    "2.6 what is confirmed is not refunded",
                    id,
                    () -> "refunded " + books.refunded());
            return;
        }
        for (String payment : books.paid()) {
            rule(
                    books.refunded().contains(payment) || payment.equals(unasked(id)),
                    "2.6 a cancelled booking keeps no payment",
                    id,
                    () -> payment + " was not refunded");
        }
        tally.refunded += books.refunded().size();
    }

    /** Folds the history, and holds what it causes, in its order and under its ids, against what was published. */
    private BookingState replay(Books books) {
        String id = books.bookingId();
        List<StoredEvent<BookingEvent>> history = store.find(id)
                .orElseThrow(() -> new Violation("2.1 what is created has a saga", id, "there is none"))
                .events();
        var aggregate = OrchestratorAggregate.start(saga, id);
        int place = 0;
        for (StoredEvent<BookingEvent> stored : history) {
            BookingEvent event = codec == null
                    ? stored.event()
                    : codec.decode(codec.encode(stored.event()), stored.event().getClass());
            aggregate = aggregate.apply(event);
            rule(stored.version() == aggregate.version(), "2 versions have no gap", id, stored::toString);
            int index = 0;
            for (Effect effect : saga.react(aggregate.state(), event)) {
                if (effect instanceof Effect.Send send) {
                    published(books, place++, send.command(), CommandId.of(aggregate.id(), stored.version(), index++));
                }
            }
        }
        var all = books.published();
        rule(place == all.size(), "1 what is published is recorded", id, () -> Story.all(all));
        for (int i = 0; i < place; i++) {
            Command command = all.get(i).command().body();
            for (int j = 0; j < i; j++) {
                boolean same = all.get(j).command().body().equals(command);
                rule(!same, "1 no command has two ids", id, () -> Story.all(all));
            }
        }
        return aggregate.state();
    }

    private static void published(Books books, int place, Command command, UUID commandId) {
        var all = books.published();
        boolean next = place < all.size()
                && all.get(place).command().id().equals(commandId)
                && all.get(place).command().body().equals(command);
        rule(
                next,
                "1 commands are published as they are recorded, in that order",
                books.bookingId(),
                () -> "%s with the id %s should be number %d of %s%s"
                        .formatted(
                                command,
                                commandId,
                                place + 1,
                                Story.all(all),
                                place < all.size()
                                        ? ", whose id is "
                                                + all.get(place).command().id()
                                        : ""));
    }

    private static void rule(boolean kept, String rule, String bookingId, Supplier<String> detail) {
        if (!kept) {
            throw new Violation(rule, bookingId, detail.get());
        }
    }
}
