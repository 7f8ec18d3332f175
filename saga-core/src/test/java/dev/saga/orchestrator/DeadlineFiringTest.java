package dev.saga.orchestrator;

import static dev.saga.message.Outcome.APPLIED;
import static dev.saga.message.Outcome.DUPLICATE;
import static dev.saga.message.Outcome.IGNORED;
import static dev.saga.message.Outcome.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingState;
import dev.saga.deadletter.DeadLetterReason;
import dev.saga.inspect.SagaInFlight;
import dev.saga.memory.InMemoryStore;
import dev.saga.message.Outbound;
import dev.saga.sample.BookingSample;
import dev.saga.sample.FaultySaga;
import dev.saga.sample.FaultySaga.Fault;
import dev.saga.sample.ParallelSaga;
import dev.saga.sample.ParcelEvent;
import dev.saga.sample.ParcelInput;
import dev.saga.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A deadline that elapses is a message like any other, and is then over, whatever comes of it. */
class DeadlineFiringTest {
    private final ManualClock clock = new ManualClock(Instant.parse("2024-01-01T00:00:00Z"));
    private final BookingSample sample = new BookingSample();
    private final InMemoryStore<BookingEvent> bookings = new InMemoryStore<>(clock);
    private final Instance<BookingState, BookingInput, BookingEvent> one = new Instance<>(sample.saga(), bookings, 10);
    private final Instance<BookingState, BookingInput, BookingEvent> two = new Instance<>(sample.saga(), bookings, 10);

    @Test
    void aDeadlineFiresOnceHoweverManyAreToldOfIt() {
        one.message("m-1", sample.start("b-1")).handle();
        clock.advance(sample.deadline());
        var due = bookings.due(10);

        assertThat(one.orchestrator().fire(due)).containsExactly(APPLIED);
        assertThat(two.orchestrator().fire(due)).containsExactly(DUPLICATE);
        assertThat(one.orchestrator().fire(due)).containsExactly(DUPLICATE);

        assertThat(bookings.due(10)).isEmpty();
        assertThat(bookings.pending(10)).extracting(Outbound::type).containsOnlyOnce("saga.cancel_booking");
    }

    @Test
    void whatADeadlineCausesSaysSoAndGoesOnInTheTraceOfTheMessageThatSetIt() {
        one.message("m-1", sample.start("b-1")).handle();
        clock.advance(sample.deadline());
        one.orchestrator().fire(bookings.due(10));

        assertThat(bookings.pending(10)).last().satisfies(cancel -> {
            assertThat(cancel.causationId()).isEqualTo("deadline/WAITING_STOCK/b-1/2");
            assertThat(cancel.traceparent()).isEqualTo("00-own-trace");
        });
    }

    @Test
    void aDeadlineThatWasOvertakenLeavesTheDeadlineOfTheNewPhaseAlone() {
        one.message("m-1", sample.start("b-1")).handle();
        clock.advance(sample.deadline());
        var due = bookings.due(10);
        two.message("m-2", sample.story("b-1").get(1))
                .message("m-3", sample.story("b-1").get(2))
                .handle();

        assertThat(one.orchestrator().fire(due)).containsExactly(IGNORED);

        assertThat(bookings.inFlight(List.of(), SagaInFlight.Place.START, 10))
                .singleElement()
                .satisfies(saga -> {
                    assertThat(saga.state()).isEqualTo("WAITING_PAYMENT");
                    assertThat(saga.dueAt()).isEqualTo(clock.instant().plus(sample.deadline()));
                });
        clock.advance(sample.deadline());
        assertThat(one.orchestrator().fire(bookings.due(10))).containsExactly(APPLIED);
        assertThat(bookings.pending(10)).extracting(Outbound::type).contains("saga.cancel_booking");
    }

    @Test
    void aDeadlineOfASagaThatHasEndedMeanwhileIsNothing() {
        one.message("m-1", sample.start("b-1")).handle();
        clock.advance(sample.deadline());
        var due = bookings.due(10);
        for (int line = 1; line < 4; line++) {
            two.message("n-" + line, sample.story("b-1").get(line));
        }
        two.handle();

        assertThat(one.orchestrator().fire(due)).containsExactly(IGNORED);
        assertThat(bookings.inFlightByState()).isEmpty();
    }

    @Test
    void aDeadlineThatChangesNothingIsOverAllTheSame() {
        var orders = new InMemoryStore<ParcelEvent>(clock);
        var instance = new Instance<>(new ParallelSaga(), orders, 10);
        instance.message("m-1", new ParcelInput.Ordered("o-1", "")).handle();
        clock.advance(ParallelSaga.REMIND_AFTER);

        assertThat(instance.orchestrator().fire(orders.due(10))).containsExactly(APPLIED);

        assertThat(orders.due(10)).isEmpty();
        clock.advance(Duration.ofDays(1));
        assertThat(orders.due(10)).isEmpty();
        assertThat(orders.inFlightByState()).containsEntry("SHIPPING", 1L);
    }

    @ParameterizedTest
    @EnumSource(names = {"DEADLINE", "DECIDE", "EVOLVE"})
    void aDeadlineThatCannotBeHandledIsADeadLetterAndHoldsNoOtherUp(Fault fault) {
        var orders = new InMemoryStore<ParcelEvent>(clock);
        var sound = new Instance<>(new ParallelSaga(), orders, 10);
        sound.message("m-1", new ParcelInput.Ordered(FaultySaga.ORDER, "")).handle();
        clock.advance(Duration.ofMinutes(1));
        sound.message("m-2", new ParcelInput.Ordered("o-1", "")).handle();
        clock.advance(ParallelSaga.REMIND_AFTER);
        var faulty = new Instance<>(FaultySaga.at(fault), orders, 10);

        assertThat(faulty.orchestrator().fire(orders.due(1))).containsExactly(REJECTED);
        assertThat(faulty.orchestrator().fire(orders.due(1))).containsExactly(APPLIED);

        assertThat(orders.due(10)).isEmpty();
        assertThat(orders.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo(DeadLetterReason.POISON);
            assertThat(letter.sagaId()).isEqualTo(FaultySaga.ORDER);
        });
        assertThat(orders.inFlightByState()).containsEntry("SHIPPING", 2L);
    }
}
