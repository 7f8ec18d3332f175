package dev.saga.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingState;
import dev.saga.memory.InMemoryStore;
import dev.saga.message.Outbound;
import dev.saga.message.Outcome;
import dev.saga.observe.StepReport;
import dev.saga.saga.Milestone;
import dev.saga.sample.BookingSample;
import dev.saga.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every message is begun once, and then committed or failed once. */
class ObserverTest {
    private final ManualClock clock = new ManualClock(Instant.parse("2024-01-01T00:00:00Z"));
    private final BookingSample sample = new BookingSample();
    private final InMemoryStore<BookingEvent> shared = new InMemoryStore<>(clock);
    private final Instance<BookingState, BookingInput, BookingEvent> one = new Instance<>(sample.saga(), shared, 10);
    private final Instance<BookingState, BookingInput, BookingEvent> two = new Instance<>(sample.saga(), shared, 10);

    @Test
    void everyMessageOfABatchIsBegunAndThenCommitted() {
        one.message("m-1", sample.start("b-1"))
                .message("m-1", sample.start("b-1"))
                .unreadable("m-2")
                .message("m-3", sample.known("b-1"))
                .handle();

        assertThat(one.witness().calls())
                .containsExactly(
                        "begin m-1",
                        "begin m-1",
                        "begin m-2",
                        "begin m-3",
                        "APPLIED m-1",
                        "DUPLICATE m-1",
                        "REJECTED m-2",
                        "IGNORED m-3");
    }

    @Test
    void aStepThatIsRedoneIsBegunAndCommittedOnce() {
        one.message("m-1", sample.start("b-1")).handle();
        one.store()
                .beforeTheNextCommit(
                        () -> two.message("m-2", sample.story("b-1").get(1)).handle());

        one.message("m-3", sample.story("b-1").get(2)).handle();

        assertThat(one.witness().calls())
                .containsExactly("begin m-1", "APPLIED m-1", "begin m-3", "conflict over 1", "APPLIED m-3");
    }

    @Test
    void whereTheStoreIsAwayEveryMessageHasFailedOnce() {
        one.store().beforeTheNextCommit(() -> {
            throw new StoreUnavailable("the connection broke", new IllegalStateException());
        });
        one.message("m-1", sample.start("b-1")).message("m-2", sample.start("b-2"));

        assertThatThrownBy(one::handle).isInstanceOf(StoreUnavailable.class);

        assertThat(one.witness().calls()).containsExactly("begin m-1", "begin m-2", "failed m-1", "failed m-2");
    }

    @Test
    void anErrorIsAFailureToo() {
        one.store().beforeTheNextCommit(() -> {
            throw new AssertionError("in the middle");
        });
        one.message("m-1", sample.start("b-1"));

        assertThatThrownBy(one::handle).isInstanceOf(AssertionError.class);

        assertThat(one.witness().calls()).containsExactly("begin m-1", "failed m-1");
        assertThat(one.handle()).containsExactly(Outcome.APPLIED);
    }

    @Test
    void theReportsTellABookingsLife() {
        var story = sample.story("b-1");
        one.message("m-1", story.get(0)).handle();
        clock.advance(Duration.ofSeconds(7));
        one.message("m-2", story.get(1))
                .message("m-3", story.get(2))
                .message("m-4", story.get(3))
                .handle();

        var reports = one.witness().reports();
        assertThat(reports)
                .extracting(StepReport::stateBefore)
                .containsExactly("CREATED", "WAITING_STOCK", "WAITING_STOCK", "WAITING_PAYMENT");
        assertThat(reports)
                .extracting(StepReport::stateAfter)
                .containsExactly("WAITING_STOCK", "WAITING_STOCK", "WAITING_PAYMENT", "COMPLETED");
        assertThat(reports).extracting(StepReport::version).containsExactly(2L, 3L, 4L, 5L);
        assertThat(reports).extracting(StepReport::started).containsExactly(true, false, false, false);
        assertThat(reports).extracting(StepReport::ended).containsExactly(false, false, false, true);
        assertThat(reports.get(3).age()).isEqualTo(Duration.ofSeconds(7));
        assertThat(reports.get(3).milestones()).isEqualTo(List.of(new Milestone.Completed()));
        assertThat(reports.get(0).milestones()).isEmpty();
    }

    @Test
    void aPaymentThatComesTooLateIsNoCompletion() {
        sample.story("b-1").subList(0, 3).forEach(input -> one.message(input.toString(), input));
        one.message("m-1", new BookingInput.PaymentFailed("b-1", "pay-1", ""))
                .message("m-2", new BookingInput.PaymentCompleted("b-1", "pay-1", ""))
                .handle();

        var reports = one.witness().reports();
        assertThat(reports).hasSize(5).last().satisfies(late -> {
            assertThat(late.outcome()).isEqualTo(Outcome.APPLIED);
            assertThat(late.stateAfter()).isEqualTo("CANCELLED");
        });
        assertThat(reports.stream().flatMap(report -> report.milestones().stream()))
                .containsExactly(new Milestone.Failed("payment"));
    }

    @Test
    void theFirstCauseOfACompensationIsToldOnce() {
        one.message("m-1", sample.start("b-1"))
                .message("m-2", new BookingInput.ReservationFailed("b-1", "chair", ""))
                .message("m-3", new BookingInput.ReservationFailed("b-1", "table", ""))
                .handle();

        assertThat(one.witness().reports().stream().flatMap(report -> report.milestones().stream()))
                .containsExactly(new Milestone.Failed("stock"));
        assertThat(one.witness().reports())
                .last()
                .satisfies(report -> assertThat(report.ended()).isTrue());
    }

    @Test
    void theObserversTraceIsTheOneThatCommandsGoOnIn() {
        one.message("m-1", sample.start("b-1")).handle();
        one.witness().trace("00-observed");
        one.message("m-2", sample.start("b-2")).handle();

        assertThat(shared.pending(10))
                .extracting(Outbound::traceparent)
                .containsExactly("00-own-trace", "00-own-trace", "00-observed", "00-observed");
    }
}
