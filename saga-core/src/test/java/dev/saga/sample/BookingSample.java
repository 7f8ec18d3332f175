package dev.saga.sample;

import dev.saga.booking.BookingDeadlines;
import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingInput.BookingCreated;
import dev.saga.booking.BookingInput.PaymentCompleted;
import dev.saga.booking.BookingInput.ProductReserved;
import dev.saga.booking.BookingSaga;
import dev.saga.booking.BookingSaga.Phase;
import dev.saga.booking.BookingState;
import dev.saga.booking.Product;
import dev.saga.saga.Saga;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A booking of two products that goes well; every phase has a deadline. */
public final class BookingSample implements SagaSample<BookingState, BookingInput, BookingEvent> {
    private static final Duration DEADLINE = Duration.ofMinutes(15);

    private final BookingSaga saga = BookingSaga.create(
            new BookingDeadlines(Map.of(Phase.STOCK, DEADLINE, Phase.PAYMENT, DEADLINE, Phase.COMPENSATION, DEADLINE)));

    @Override
    public Saga<BookingState, BookingInput, BookingEvent> saga() {
        return saga;
    }

    @Override
    public List<BookingInput> story(String sagaId) {
        return List.of(
                new BookingCreated(sagaId, "ada", List.of(new Product("chair", 2), new Product("table", 1))),
                new ProductReserved(sagaId, "chair", 2, new BigDecimal("19.99")),
                new ProductReserved(sagaId, "table", 1, new BigDecimal("0.10")),
                new PaymentCompleted(sagaId, "payment-1", "reference"));
    }

    @Override
    public BookingInput known(String sagaId) {
        return start(sagaId);
    }

    @Override
    public BookingInput unexpected(String sagaId) {
        return new PaymentCompleted(sagaId, "payment-1", "");
    }

    @Override
    public Duration deadline() {
        return DEADLINE;
    }
}
