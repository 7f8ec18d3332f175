package dev.saga.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingSaga;
import dev.saga.booking.BookingState;
import dev.saga.json.JacksonCodec;
import dev.saga.saga.CommandId;
import dev.saga.saga.SagaId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One saga's rows against its history. */
class SagaCheckTest {
    private static final String CREATED =
            "{\"bookingId\": \"b\", \"userId\": \"ada\", \"products\": [{\"productId\": \"p\", \"quantity\": 1}]}";
    private static final UUID REQUEST = CommandId.of(new SagaId("booking", "b"), 2, 0);

    private final List<Finding> findings = new ArrayList<>();
    private final SagaCheck<BookingState, BookingInput, BookingEvent> check =
            new SagaCheck<>(BookingSaga.create(), new JacksonCodec(), "b", findings::add);

    @Test
    void a_history_with_its_row_and_its_command_is_right() {
        check.inFlight("WAITING_STOCK", 2, false);
        check.command(REQUEST, "saga.request_stock", "{\"bookingId\":\"b\",\"productId\":\"p\",\"quantity\":1}");
        requested();
        check.finish();

        assertThat(findings).isEmpty();
    }

    @Test
    void nothing_at_all_is_right() {
        check.finish();

        assertThat(findings).isEmpty();
    }

    @Test
    void a_command_is_compared_as_it_will_be_published() {
        check.inFlight("WAITING_STOCK", 2, false);
        check.command(REQUEST, "saga.request_stock", "{\"bookingId\":\"b\",\"productId\":\"p\",\"quantity\":2}");
        requested();
        check.finish();

        assertThat(findings)
                .containsExactly(new Finding(
                        "b",
                        2,
                        Problem.COMMAND_DIFFERS,
                        "the outbox has saga.request_stock {\"bookingId\":\"b\",\"productId\":\"p\",\"quantity\":2} with the"
                                + " id " + REQUEST + ", and the history causes saga.request_stock"
                                + " {\"bookingId\":\"b\",\"productId\":\"p\",\"quantity\":1}"));
    }

    @Test
    void behind_a_gap_events_are_read_and_nothing_else_is_judged() {
        check.inFlight("COMPLETED", 17, false);
        check.command(new UUID(0, 1), "saga.confirm_booking", "{}");
        requested();
        check.event(5, "RefundRequested", "{\"paymentId\": \"pay-1\"}");
        check.event(6, "RefundRequested", "{\"paymentId\": [1.00]}");
        check.event(8, "Levitated", "{}");
        check.finish();

        assertThat(findings)
                .extracting(Finding::version, Finding::problem)
                .containsExactly(
                        tuple(5L, Problem.VERSION_MISSING),
                        tuple(6L, Problem.EVENT_UNREADABLE),
                        tuple(8L, Problem.VERSION_MISSING),
                        tuple(8L, Problem.EVENT_UNREADABLE));
    }

    @Test
    void a_row_that_is_ahead_of_its_history_tells_of_a_lost_end() {
        check.inFlight("WAITING_STOCK", 3, false);
        requested();
        check.finish();

        assertThat(findings)
                .extracting(Finding::problem, Finding::detail)
                .containsExactly(tuple(
                        Problem.IN_FLIGHT_DIFFERS,
                        "it is in flight in WAITING_STOCK since version 3, and its history ends in WAITING_STOCK at"
                                + " version 2"));
    }

    private void requested() {
        check.event(1, "BookingCreated", CREATED);
        check.event(2, "StockRequested", "{}");
    }
}
