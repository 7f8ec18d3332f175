package dev.saga.booking;

import dev.saga.booking.BookingState.Cancelled;
import dev.saga.booking.BookingState.Compensating;
import dev.saga.booking.BookingState.Completed;
import dev.saga.booking.BookingState.GivenUp;
import dev.saga.booking.BookingState.NotStarted;
import dev.saga.booking.BookingState.Started;
import dev.saga.booking.BookingState.WaitingPayment;
import dev.saga.booking.BookingState.WaitingStock;
import dev.saga.saga.Command;
import dev.saga.saga.Effect;
import dev.saga.saga.Milestone;
import dev.saga.saga.Saga;
import dev.saga.saga.TransitionTable;
import dev.saga.saga.TypeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The booking saga. Stateless and safe for use by many threads. */
public final class BookingSaga implements Saga<BookingState, BookingInput, BookingEvent> {

    /** The phases that can have a deadline. */
    public enum Phase {
        /** Waiting for the reservations. */
        STOCK("WAITING_STOCK"),
        /** Waiting for the payment. */
        PAYMENT("WAITING_PAYMENT"),
        /** Waiting for late answers while compensating. */
        COMPENSATION("COMPENSATING");

        private final String stateName;

        Phase(String stateName) {
            this.stateName = stateName;
        }
    }

    private static final TypeNames<BookingInput> INPUTS = TypeNames.of(Map.of(
            "booking.created", BookingInput.BookingCreated.class,
            "product.reserved", BookingInput.ProductReserved.class,
            "product.reservation_failed", BookingInput.ReservationFailed.class,
            "payment.completed", BookingInput.PaymentCompleted.class,
            "payment.failed", BookingInput.PaymentFailed.class));

    private static final TypeNames<BookingEvent> EVENTS = TypeNames.simpleNames(BookingEvent.class);

    private static final TypeNames<Command> COMMANDS = TypeNames.of(Map.of(
            "saga.request_stock", BookingCommand.RequestStock.class,
            "saga.request_payment", BookingCommand.RequestPayment.class,
            "saga.release_stock", BookingCommand.ReleaseStock.class,
            "saga.confirm_booking", BookingCommand.ConfirmBooking.class,
            "saga.cancel_booking", BookingCommand.CancelBooking.class,
            "saga.refund_payment", BookingCommand.RefundPayment.class));

    private final BookingDeadlines deadlines;

    private BookingSaga(BookingDeadlines deadlines) {
        this.deadlines = deadlines;
    }

    /** The booking saga without deadlines. */
    public static BookingSaga create() {
        return new BookingSaga(BookingDeadlines.NONE);
    }

    /** The booking saga with these deadlines. They concern the future only: histories replay alike under any. */
    public static BookingSaga create(BookingDeadlines deadlines) {
        return new BookingSaga(deadlines);
    }

    @Override
    public String type() {
        return "booking";
    }

    @Override
    public BookingState initial() {
        return new NotStarted();
    }

    @Override
    public TransitionTable<BookingState, BookingInput, BookingEvent> transitions() {
        return BookingTransitions.TABLE;
    }

    @Override
    public BookingState evolve(BookingState state, BookingEvent event) {
        return event.applyTo(state);
    }

    @Override
    public List<Effect> react(BookingState after, BookingEvent event) {
        if (event instanceof BookingEvent.StockRequested && after instanceof WaitingStock waiting) {
            return effects(deadlines.entering(Phase.STOCK), requests(waiting.booking()), true);
        }
        if (event instanceof BookingEvent.StockReserved && after instanceof WaitingPayment waiting) {
            return List.of(new Effect.Send(payment(waiting.booking()), true), deadlines.entering(Phase.PAYMENT));
        }
        if (event instanceof BookingEvent.PaymentCompleted && after instanceof Completed completed) {
            String bookingId = completed.booking().bookingId();
            return List.of(new Effect.Send(new BookingCommand.ConfirmBooking(bookingId)), new Effect.ClearDeadline());
        }
        if (event instanceof BookingEvent.CompensationStarted started && after instanceof Compensating is) {
            return effects(deadlines.entering(Phase.COMPENSATION), undo(is.booking(), started.reason()), false);
        }
        if (event instanceof BookingEvent.ReleaseRequested requested && after instanceof GivenUp is) {
            Booking booking = is.booking();
            int quantity = booking.stock().get(requested.productId()).quantity();
            return List.of(new Effect.Send(
                    new BookingCommand.ReleaseStock(booking.bookingId(), requested.productId(), quantity)));
        }
        if (event instanceof BookingEvent.RefundRequested requested && after instanceof GivenUp is) {
            return List.of(new Effect.Send(
                    new BookingCommand.RefundPayment(is.booking().bookingId(), requested.paymentId())));
        }
        if (event instanceof BookingEvent.BookingCancelled) {
            return List.of(new Effect.ClearDeadline());
        }
        return List.of();
    }

    @Override
    public String stateName(BookingState state) {
        if (state instanceof WaitingStock) {
            return "WAITING_STOCK";
        }
        if (state instanceof WaitingPayment) {
            return "WAITING_PAYMENT";
        }
        if (state instanceof Completed) {
            return "COMPLETED";
        }
        if (state instanceof Compensating) {
            return "COMPENSATING";
        }
        return state instanceof Cancelled ? "CANCELLED" : "CREATED";
    }

    @Override
    public boolean ended(BookingState state) {
        return state instanceof Completed || state instanceof Cancelled;
    }

    @Override
    public int size(BookingState state) {
        return state instanceof Started started ? started.booking().stock().size() : 1;
    }

    @Override
    public List<Command> awaiting(BookingState state) {
        var awaited = new ArrayList<Command>();
        if (state instanceof WaitingStock waiting) {
            awaited.addAll(requests(waiting.booking()));
        }
        if (state instanceof WaitingPayment waiting) {
            awaited.add(payment(waiting.booking()));
        }
        if (state instanceof Compensating is) {
            awaited.addAll(requests(is.booking()));
            if (is.payment().status() == Payment.Status.REQUESTED) {
                awaited.add(payment(is.booking()));
            }
        }
        return List.copyOf(awaited);
    }

    @Override
    public Milestone milestone(BookingState after, BookingEvent event) {
        if (event instanceof BookingEvent.PaymentCompleted && after instanceof Completed) {
            return new Milestone.Completed();
        }
        return event instanceof BookingEvent.CompensationStarted started
                ? new Milestone.Failed(started.cause().label())
                : Milestone.NONE;
    }

    @Override
    public String sagaId(BookingInput input) {
        return input.bookingId();
    }

    @Override
    public BookingInput deadlineElapsed(String sagaId, String stateName) {
        for (Phase phase : Phase.values()) {
            if (phase.stateName.equals(stateName)) {
                return new BookingInput.DeadlineElapsed(sagaId, phase);
            }
        }
        throw new IllegalArgumentException("no deadline can be set in " + stateName);
    }

    @Override
    public TypeNames<BookingInput> inputs() {
        return INPUTS;
    }

    @Override
    public TypeNames<BookingEvent> events() {
        return EVENTS;
    }

    @Override
    public TypeNames<Command> commands() {
        return COMMANDS;
    }

    private static List<Command> requests(Booking booking) {
        var requests = new ArrayList<Command>();
        booking.stock().forEach((productId, stock) -> {
            if (stock instanceof Stock.Requested) {
                requests.add(new BookingCommand.RequestStock(booking.bookingId(), productId, stock.quantity()));
            }
        });
        return requests;
    }

    private static Command payment(Booking booking) {
        return new BookingCommand.RequestPayment(booking.bookingId(), booking.total());
    }

    private static List<Command> undo(Booking booking, String reason) {
        var commands = new ArrayList<Command>();
        commands.add(new BookingCommand.CancelBooking(booking.bookingId(), reason));
        booking.stock().forEach((productId, stock) -> {
            if (stock instanceof Stock.Released) {
                commands.add(new BookingCommand.ReleaseStock(booking.bookingId(), productId, stock.quantity()));
            }
        });
        return commands;
    }

    private static List<Effect> effects(Effect deadline, List<Command> commands, boolean expire) {
        var effects = new ArrayList<Effect>(commands.size() + 1);
        commands.forEach(command -> effects.add(new Effect.Send(command, expire)));
        effects.add(deadline);
        return effects;
    }
}
