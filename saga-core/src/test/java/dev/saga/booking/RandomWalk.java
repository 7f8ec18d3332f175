package dev.saga.booking;

import dev.saga.booking.Walk.Move;
import dev.saga.saga.Saga;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A walk that a seed decides: mostly what honest participants do, now and then what they should not. A walk that breaks a
 * rule is reported with its seed and with the shortest history, made by leaving moves out, that still breaks one.
 */
final class RandomWalk {
    private final Saga<BookingState, BookingInput, BookingEvent> saga;
    private final Random random;
    private final Order order;
    private final List<Move> moves = new ArrayList<>();

    private RandomWalk(Saga<BookingState, BookingInput, BookingEvent> saga, long seed) {
        this.saga = saga;
        this.random = new Random(seed);
        this.order = Order.of(1 + random.nextInt(20));
    }

    /**
     * Walks until the saga has ended and everything that may still come has come.
     *
     * @return how many moves it took
     * @throws AssertionError with seed and shortest history, if a rule was broken
     */
    static int walk(Saga<BookingState, BookingInput, BookingEvent> saga, long seed) {
        var walk = new RandomWalk(saga, seed);
        try {
            walk.run();
        } catch (RuntimeException | AssertionError e) {
            var shortest = Shrinker.shrink(walk.moves, walk::breaks);
            throw new AssertionError(
                    "%s%nseed %d, shortest history:%n  %s"
                            .formatted(
                                    walk.problem(shortest),
                                    seed,
                                    shortest.stream().map(Move::toString).collect(Collectors.joining("\n  "))),
                    e);
        }
        return walk.moves.size();
    }

    private void run() {
        var walk = new Walk(saga, order);
        take(walk, new Move.Arrives("first", order.created()));
        int wanted = order.wanted().size() * 3 + 15;
        while (moves.size() < wanted || !walk.ended()) {
            take(walk, next(walk.ledger()));
        }
        walk.replayEveryPrefix();
    }

    private void take(Walk walk, Move move) {
        moves.add(move);
        walk.take(move);
    }

    private Move next(Ledger ledger) {
        int dice = random.nextInt(100);
        if (dice < 55) {
            return arrives(answer(ledger));
        }
        if (dice < 75) {
            return repeated(dice % 2 == 0);
        }
        if (dice < 96) {
            var alphabet = ledger.ending() == Ledger.Ending.OPEN ? honest() : order.alphabet();
            return arrives(alphabet.get(random.nextInt(alphabet.size())));
        }
        if (dice < 98) {
            var phases = BookingSaga.Phase.values();
            return dice == 96 ? new Move.TimePasses() : arrives(order.elapsed(phases[random.nextInt(phases.length)]));
        }
        return arrives(order.createdWithOtherContent());
    }

    /** What does not end a booking that goes well too soon. */
    private List<BookingInput> honest() {
        return order.alphabet().stream()
                .filter(input -> random.nextInt(40) == 0
                        || !(input instanceof BookingInput.CancelRequested
                                || input instanceof BookingInput.DeadlineElapsed
                                || input instanceof BookingInput.ReservationFailed))
                .toList();
    }

    private BookingInput answer(Ledger ledger) {
        var unanswered = ledger.unanswered().stream().sorted().toList();
        boolean badly = random.nextInt(60) == 0;
        if (!unanswered.isEmpty()) {
            String product = unanswered.get(random.nextInt(unanswered.size()));
            return badly ? order.failed(product) : order.reserved(product);
        }
        return random.nextInt(3) == 0 ? order.notPaid("payment-1") : order.paid("payment-" + (1 + random.nextInt(3)));
    }

    /** The same again, under the same identity or under one of its own. */
    private Move repeated(boolean sameIdentity) {
        Move move = moves.get(random.nextInt(moves.size()));
        return sameIdentity || !(move instanceof Move.Arrives arrives) ? move : arrives(arrives.input());
    }

    private Move arrives(BookingInput input) {
        return new Move.Arrives("message-" + moves.size(), input);
    }

    private boolean breaks(List<Move> some) {
        return !problem(some).isEmpty();
    }

    private String problem(List<Move> some) {
        var walk = new Walk(saga, order);
        try {
            some.forEach(walk::take);
            walk.replayEveryPrefix();
            return "";
        } catch (RuntimeException | AssertionError e) {
            return String.valueOf(e.getMessage());
        }
    }
}
