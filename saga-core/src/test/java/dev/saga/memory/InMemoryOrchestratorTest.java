package dev.saga.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingInput.BookingCreated;
import dev.saga.booking.BookingInput.PaymentCompleted;
import dev.saga.booking.BookingInput.ProductReserved;
import dev.saga.booking.BookingSaga;
import dev.saga.booking.BookingState;
import dev.saga.booking.Product;
import dev.saga.message.Outcome;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A batch does what its messages do one by one. */
class InMemoryOrchestratorTest {
    private static final List<BookingInput> TOLD = List.of(
            new BookingCreated("b-1", "ada", List.of(new Product("p-1", 2))),
            new BookingCreated("b-2", "bob", List.of(new Product("p-1", 1), new Product("p-2", 1))),
            new ProductReserved("b-1", "p-1", 2, BigDecimal.TEN),
            new ProductReserved("b-2", "p-2", 1, BigDecimal.ONE),
            new PaymentCompleted("b-1", "pay-1", ""),
            new PaymentCompleted("b-3", "pay-3", ""));

    @Test
    void aBatchIsHandledInOrder() {
        InMemoryOrchestrator<BookingState, BookingInput, BookingEvent> oneByOne =
                InMemoryOrchestrator.of(BookingSaga.create());
        InMemoryOrchestrator<BookingState, BookingInput, BookingEvent> asBatch =
                InMemoryOrchestrator.of(BookingSaga.create());

        List<Outcome> outcomes = TOLD.stream().map(oneByOne::deliver).toList();

        assertThat(asBatch.deliverAll(TOLD)).isEqualTo(outcomes).endsWith(Outcome.APPLIED, Outcome.REJECTED);
        assertThat(asBatch.commands()).isEqualTo(oneByOne.commands());
        assertThat(asBatch.state("b-1")).contains("COMPLETED");
        assertThat(asBatch.state("b-2")).contains("WAITING_STOCK");
    }
}
