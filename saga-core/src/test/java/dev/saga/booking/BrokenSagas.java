package dev.saga.booking;

import static dev.saga.saga.Decision.act;
import static dev.saga.saga.Decision.contradiction;
import static dev.saga.saga.Decision.ignore;

import dev.saga.booking.BookingState.Cancelled;
import dev.saga.booking.BookingState.Compensating;
import dev.saga.booking.BookingState.Completed;
import dev.saga.booking.BookingState.WaitingPayment;
import dev.saga.booking.BookingState.WaitingStock;
import dev.saga.saga.Decision;
import dev.saga.saga.Effect;
import dev.saga.saga.Silence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The mistakes that one makes in such a saga, each by its name. */
final class BrokenSagas {
    private BrokenSagas() {}

    /** A saga with a mistake in it, and the rule of the contract that it breaks. */
    record Broken(String mistake, String rule, AlteredSaga saga) {}

    static List<Broken> all() {
        var broken = new ArrayList<Broken>();
        broken.add(new Broken(
                "a reservation that comes after the end is forgotten",
                "2.6 what is held is released",
                ignoring(Cancelled.class, BookingInput.ProductReserved.class)));
        broken.add(new Broken(
                "a reservation that comes during compensation is forgotten",
                "2.6 what is held is released",
                ignoring(Compensating.class, BookingInput.ProductReserved.class)));
        broken.add(new Broken(
                "a payment that comes after the end is kept",
                "2.6 a cancelled booking keeps no payment",
                ignoring(Cancelled.class, BookingInput.PaymentCompleted.class)));
        broken.add(new Broken(
                "a payment that comes during compensation is kept",
                "2.6 a cancelled booking keeps no payment",
                ignoring(Compensating.class, BookingInput.PaymentCompleted.class)));
        broken.add(new Broken(
                "a failed payment is not noticed",
                "2.4",
                ignoring(WaitingPayment.class, BookingInput.PaymentFailed.class)));
        broken.add(new Broken(
                "a failed reservation is not noticed",
                "2.4",
                ignoring(WaitingStock.class, BookingInput.ReservationFailed.class)));
        broken.add(new Broken(
                "the compensation's deadline is not noticed",
                "2 the state",
                ignoring(Compensating.class, BookingInput.DeadlineElapsed.class)));
        broken.add(new Broken(
                "a second payment of a completed booking is kept in silence",
                "2.7",
                AlteredSaga.deciding((state, input, right) ->
                        state instanceof Completed && input instanceof BookingInput.PaymentCompleted
                                ? ignore(Silence.SETTLED)
                                : right)));
        broken.add(new Broken(
                "a reservation after its failure is refused",
                "2.6 what is held is released",
                AlteredSaga.deciding((state, input, right) -> state instanceof Compensating is
                                && input instanceof BookingInput.ProductReserved in
                                && is.booking().stock().get(in.productId()) instanceof Stock.Failed
                        ? contradiction("it failed before")
                        : right)));
        broken.add(new Broken(
                "every copy of a late payment is refunded",
                "2.6 no command twice",
                AlteredSaga.deciding((state, input, right) -> state instanceof Cancelled is
                                && input instanceof BookingInput.PaymentCompleted in
                                && is.payment().completed().contains(in.paymentId())
                        ? act(new BookingEvent.RefundRequested(in.paymentId()))
                        : right)));
        broken.add(new Broken(
                "any deadline cancels a booking that waits for its payment",
                "2.4",
                AlteredSaga.deciding((state, input, right) ->
                        state instanceof WaitingPayment && input instanceof BookingInput.DeadlineElapsed in
                                ? act(
                                        new BookingEvent.DeadlineElapsed(in.phase()),
                                        new BookingEvent.CompensationStarted(Cause.DEADLINE, "late"))
                                : right)));
        broken.add(new Broken(
                "the compensation ends without the answers",
                "2 the state",
                AlteredSaga.deciding((state, input, right) ->
                        state instanceof WaitingStock && right instanceof Decision.Act<BookingEvent> acts
                                ? act(endingAtOnce(acts.events()))
                                : right)));
        broken.add(new Broken(
                "the compensation never ends",
                "2 the state",
                AlteredSaga.deciding((state, input, right) -> right instanceof Decision.Act<BookingEvent> acts
                        ? act(acts.events().stream()
                                .filter(event -> !(event instanceof BookingEvent.BookingCancelled))
                                .toList())
                        : right)));
        broken.add(new Broken(
                "nothing is released",
                "2.6 what is held is released",
                without(BookingCommand.ReleaseStock.class::isInstance)));
        broken.add(new Broken(
                "nothing is refunded",
                "2.6 a cancelled booking keeps no payment",
                without(BookingCommand.RefundPayment.class::isInstance)));
        broken.add(new Broken(
                "nobody is told of the cancellation", "2.4", without(BookingCommand.CancelBooking.class::isInstance)));
        broken.add(new Broken(
                "nobody is told of the confirmation", "2.3", without(BookingCommand.ConfirmBooking.class::isInstance)));
        broken.add(new Broken(
                "nobody is asked for money", "2.2", without(BookingCommand.RequestPayment.class::isInstance)));
        broken.add(new Broken(
                "one product is not requested",
                "2.1",
                without(command -> command instanceof BookingCommand.RequestStock request
                        && request.productId().equals("product-2"))));
        broken.add(new Broken(
                "money is asked for twice", "2.6 no command twice", AlteredSaga.reacting(effects -> twice(effects))));
        broken.add(new Broken(
                "the total is rounded",
                "2.2",
                AlteredSaga.reacting(
                        effects -> effects.stream().map(BrokenSagas::rounded).toList())));
        broken.add(new Broken(
                "no deadline is ever set",
                "3 the deadline",
                AlteredSaga.reacting(effects -> effects.stream()
                        .filter(effect -> !(effect instanceof Effect.SetDeadline))
                        .toList())));
        return broken;
    }

    private static AlteredSaga ignoring(Class<?> where, Class<?> what) {
        return AlteredSaga.deciding((state, input, right) ->
                where.isInstance(state) && what.isInstance(input) && right instanceof Decision.Act
                        ? ignore(Silence.OVERTAKEN)
                        : right);
    }

    private static AlteredSaga without(Predicate<Object> commands) {
        return AlteredSaga.reacting(effects -> effects.stream()
                .filter(effect -> !(effect instanceof Effect.Send send && commands.test(send.command())))
                .toList());
    }

    private static List<BookingEvent> endingAtOnce(List<BookingEvent> events) {
        var all = new ArrayList<>(events);
        if (events.stream().anyMatch(BookingEvent.CompensationStarted.class::isInstance)
                && !(events.get(events.size() - 1) instanceof BookingEvent.BookingCancelled)) {
            all.add(new BookingEvent.BookingCancelled());
        }
        return all;
    }

    private static List<Effect> twice(List<Effect> effects) {
        var all = new ArrayList<>(effects);
        effects.stream()
                .filter(effect ->
                        effect instanceof Effect.Send send && send.command() instanceof BookingCommand.RequestPayment)
                .forEach(all::add);
        return all;
    }

    private static Effect rounded(Effect effect) {
        return effect instanceof Effect.Send send && send.command() instanceof BookingCommand.RequestPayment request
                ? new Effect.Send(new BookingCommand.RequestPayment(
                        request.bookingId(),
                        BigDecimal.valueOf(request.totalPrice().doubleValue())))
                : effect;
    }
}
