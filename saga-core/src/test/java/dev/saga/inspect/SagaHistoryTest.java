package dev.saga.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saga.booking.BookingCommand;
import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingSaga;
import dev.saga.booking.BookingState;
import dev.saga.inspect.SagaHistory.Awaited;
import dev.saga.memory.InMemoryOrchestrator;
import dev.saga.message.Outbound;
import dev.saga.saga.CorruptStream;
import dev.saga.sample.BookingSample;
import dev.saga.sample.FaultySaga;
import dev.saga.sample.FaultySaga.Fault;
import dev.saga.sample.ParcelEvent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SagaHistoryTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

    private final BookingSample sample = new BookingSample();
    private final InMemoryOrchestrator<BookingState, BookingInput, BookingEvent> bookings =
            InMemoryOrchestrator.of(sample.saga());

    private SagaHistory<BookingEvent> after(int lines) {
        for (BookingInput input : sample.story("b-1").subList(0, lines)) {
            bookings.deliver(input);
            bookings.advance(SECOND);
        }
        return bookings.history("b-1").orElseThrow();
    }

    @Test
    void whatASagaWaitsForIsWhatNobodyAnsweredWithTheTimeOfTheRequest() {
        assertThat(after(2).awaiting())
                .containsExactly(
                        new Awaited("saga.request_stock", new BookingCommand.RequestStock("b-1", "table", 1), START));
    }

    @Test
    void aPaymentIsAwaitedSinceItWasRequested() {
        assertThat(after(3).awaiting())
                .containsExactly(new Awaited(
                        "saga.request_payment",
                        new BookingCommand.RequestPayment("b-1", new BigDecimal("40.08")),
                        START.plus(SECOND.multipliedBy(2))));
    }

    @Test
    void anUnansweredPaymentIsStillAwaitedWhileItIsCompensated() {
        after(3);
        bookings.deliver(new BookingInput.CancelRequested("b-1", ""));

        assertThat(bookings.history("b-1").orElseThrow().awaiting())
                .extracting(Awaited::type)
                .containsExactly("saga.request_payment");
    }

    @Test
    void aSagaInFlightHasADeadlineAndNoEnd() {
        var history = after(1);

        assertThat(history.state()).isEqualTo("WAITING_STOCK");
        assertThat(history.version()).isEqualTo(2);
        assertThat(history.startedAt()).isEqualTo(START);
        assertThat(history.endedAt()).isNull();
        assertThat(history.dueAt()).isEqualTo(START.plus(sample.deadline()));
    }

    @Test
    void anEndedSagaHasAnEndAndNoDeadlineAndAwaitsNothing() {
        var history = after(4);

        assertThat(history.state()).isEqualTo("COMPLETED");
        assertThat(history.endedAt()).isEqualTo(START.plus(SECOND.multipliedBy(3)));
        assertThat(history.updatedAt()).isEqualTo(history.endedAt());
        assertThat(history.dueAt()).isNull();
        assertThat(history.awaiting()).isEmpty();
    }

    @Test
    void aSagaThatIsTouchedAfterItsEndHasEndedWhenItEnded() {
        after(1);
        bookings.deliver(new BookingInput.ReservationFailed("b-1", "chair", ""));
        bookings.deliver(new BookingInput.ReservationFailed("b-1", "table", ""));
        var endedAt = bookings.history("b-1").orElseThrow().endedAt();
        bookings.advance(SECOND);
        bookings.deliver(sample.story("b-1").get(1));

        var history = bookings.history("b-1").orElseThrow();
        assertThat(history.endedAt()).isEqualTo(endedAt).isNotNull();
        assertThat(history.updatedAt()).isAfter(endedAt);
    }

    @Test
    void theCommandsOfAHistoryHaveTheIdsUnderWhichTheyWerePublished() {
        var history = after(4);

        assertThat(history.entries().stream().flatMap(entry -> entry.commands().stream()))
                .extracting(SagaHistory.Sent::id)
                .isEqualTo(bookings.published().stream().map(Outbound::id).toList());
    }

    @Test
    void aHistoryThatTheRulesCouldNotHaveProducedIsNotShownAsIfItWereOne() {
        var impossible = new StoredSaga<BookingEvent>(
                "b-1", List.of(new StoredEvent<>(1, new BookingEvent.StockRequested(), "m-1", START)), null);

        assertThat(SagaHistory.readable(BookingSaga.create(), impossible).entries())
                .isEmpty();
        assertThatThrownBy(() -> SagaHistory.of(BookingSaga.create(), impossible))
                .isInstanceOf(CorruptStream.class)
                .hasMessageContaining("booking b-1 is corrupt at version 1 (StockRequested)");
    }

    @ParameterizedTest
    @CsvSource({"EVOLVE, 0", "NAME_OF_STATE, 0", "REACT, 0", "NAME_OF_COMMAND, 0", "AWAITING, 1"})
    void aHistoryOnWhichTheSagasOwnCodeFailsIsShownAsFarAsItGoes(Fault fault, int shown) {
        var placed = new StoredEvent<ParcelEvent>(1, new ParcelEvent.OrderPlaced(FaultySaga.ORDER, ""), "m-1", START);

        var history =
                SagaHistory.readable(FaultySaga.at(fault), new StoredSaga<>(FaultySaga.ORDER, List.of(placed), null));

        assertThat(history.entries()).hasSize(shown);
        assertThat(history.corruption()).hasMessageContaining("parcel poison is corrupt at version 1 (OrderPlaced)");
    }
}
