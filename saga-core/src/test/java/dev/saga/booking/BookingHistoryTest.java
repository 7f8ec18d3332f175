package dev.saga.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saga.saga.CorruptStream;
import dev.saga.saga.OrchestratorAggregate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What no rule could have recorded, in histories whose last fact leads on by itself. */
class BookingHistoryTest {
    private static final BookingSaga SAGA = BookingSaga.create();
    private static final BookingEvent RESERVED = new BookingEvent.StockReserved("chair", 2, BigDecimal.ONE);
    private static final BookingEvent PAID = new BookingEvent.PaymentCompleted("payment-1", "");

    @Test
    void nothingIsReservedOnceThePaymentIsRequested() {
        assertThat(after(RESERVED).stateName()).isEqualTo("WAITING_PAYMENT");
        assertThatThrownBy(() -> after(RESERVED, RESERVED))
                .isInstanceOf(CorruptStream.class)
                .hasMessageContaining("version 4 (StockReserved)");
    }

    @Test
    void nothingIsPaidTwiceOnceTheBookingIsConfirmed() {
        assertThat(after(RESERVED, PAID).stateName()).isEqualTo("COMPLETED");
        assertThatThrownBy(() -> after(RESERVED, PAID, PAID))
                .isInstanceOf(CorruptStream.class)
                .hasMessageContaining("version 5 (PaymentCompleted)");
    }

    private static OrchestratorAggregate<BookingState, BookingInput, BookingEvent> after(BookingEvent... events) {
        var history = new ArrayList<BookingEvent>();
        history.add(new BookingEvent.BookingCreated("b-1", "", List.of(new Product("chair", 2))));
        history.add(new BookingEvent.StockRequested());
        history.addAll(List.of(events));
        return OrchestratorAggregate.rehydrate(SAGA, "b-1", history);
    }
}
