package dev.saga.runner;

import dev.saga.booking.BookingDeadlines;
import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingSaga;
import dev.saga.booking.BookingSaga.Phase;
import dev.saga.booking.BookingState;
import dev.saga.json.JacksonCodec;
import dev.saga.message.Codec;
import dev.saga.runner.config.DeadlineConfig;
import dev.saga.saga.Saga;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the runner knows of bookings beside their rules: their deadlines, states and codec. */
public final class Bookings {
    /** The command whose topic may be missing: it is needed only where payments complete late. */
    static final String OPTIONAL_COMMAND = "saga.refund_payment";

    /** Begins the identity of what an operator's {@code cancel} records, and so the cause of the commands that it sends. */
    public static final String CANCELLED_BY_OPERATOR = "operator/cancel/";

    /** The states of bookings in flight, in the order in which they are passed. */
    public static final List<String> STATES_IN_FLIGHT =
            List.of("CREATED", "WAITING_STOCK", "WAITING_PAYMENT", "COMPENSATING");

    /** The messages' and events' codec. */
    public static final Codec CODEC = new JacksonCodec();

    private Bookings() {}

    /** The booking saga with these deadlines. */
    public static Saga<BookingState, BookingInput, BookingEvent> saga(DeadlineConfig config) {
        Map<Phase, Duration> durations = new EnumMap<>(Phase.class);
        config.stock().value().ifPresent(in -> durations.put(Phase.STOCK, in));
        config.payment().value().ifPresent(in -> durations.put(Phase.PAYMENT, in));
        config.compensation().value().ifPresent(in -> durations.put(Phase.COMPENSATION, in));
        return BookingSaga.create(new BookingDeadlines(durations));
    }

    /** Where bookings are kept. */
    public static SagaTables<BookingState, BookingInput, BookingEvent> tables(
            SagaDatabase database, DeadlineConfig deadlines) {
        return new SagaTables<>(database.pool(), database.schema(), saga(deadlines), CODEC);
    }
}
