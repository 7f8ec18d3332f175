package dev.saga.orchestrator;

import static dev.saga.deadletter.DeadLetterReason.CONTRADICTION;
import static dev.saga.deadletter.DeadLetterReason.MALFORMED;
import static dev.saga.deadletter.DeadLetterReason.POISON;
import static dev.saga.deadletter.DeadLetterReason.TOO_LARGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.booking.BookingEvent;
import dev.saga.deadletter.DeadLetter;
import dev.saga.deadline.DueDeadline;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.message.Outcome;
import dev.saga.observe.SagaObserver;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store promises about dead letters that are retried. */
public abstract class RetryContract extends RetryScene {
    @Test
    void aMessageThatCameTooEarlyIsAppliedUnderItsOwnIdentityAndInItsOwnTrace() {
        deliver(reserved("/shop#early"));
        create("b-1", "chair");

        assertThat(retry.retry(onlyLetter())).isEqualTo(APPLIED);

        assertThat(fixture.deadLetters()).isEmpty();
        assertThat(fixture.waiting())
                .filteredOn(command -> command.type().equals("saga.request_payment"))
                .singleElement()
                .satisfies(command -> {
                    assertThat(command.causationId()).isEqualTo("/shop#early");
                    assertThat(command.traceparent()).isEqualTo(TRACE);
                });
        assertThat(deliver(reserved("/shop#early"))).isEqualTo(Outcome.DUPLICATE);
    }

    @Test
    void aMessageThatNobodyCouldReadIsAppliedOnceSomebodyCan() {
        create("b-1", "chair");
        unreadable(reserved("/shop#1"));

        assertThat(retry.retry(onlyLetter())).isEqualTo(APPLIED);

        assertThat(fixture.deadLetters()).isEmpty();
        assertThat(deliver(reserved("/shop#1"))).isEqualTo(Outcome.DUPLICATE);
        assertThat(fixture.archive().find("b-1").orElseThrow().events())
                .filteredOn(event -> event.event() instanceof BookingEvent.StockReserved)
                .singleElement()
                .satisfies(event -> assertThat(event.causedBy()).isEqualTo("/shop#1"));
    }

    @Test
    void aMessageThatWasHandledMeanwhileIsADuplicateAndItsLetterGoes() {
        create("b-1", "chair");
        unreadable(reserved("/shop#1"));
        assertThat(deliver(reserved("/shop#1"))).isEqualTo(Outcome.APPLIED);
        var before = Snapshot.of(fixture, "b-1");

        assertThat(retry.retry(onlyLetter())).isEqualTo(DUPLICATE);

        assertThat(fixture.deadLetters()).isEmpty();
        assertThat(Snapshot.of(fixture, "b-1"))
                .isEqualTo(new Snapshot(before.streams(), before.waiting(), before.inFlight(), 0));
    }

    @Test
    void whatTheSagaKnowsByNowIsIgnoredAndItsLetterGoes() {
        deliver(reserved("/shop#early"));
        create("b-1", "chair");
        deliver(reserved("/shop#again"));

        assertThat(retry.retry(onlyLetter())).isEqualTo(IGNORED);

        assertThat(fixture.deadLetters()).isEmpty();
        assertThat(deliver(reserved("/shop#early"))).isEqualTo(Outcome.DUPLICATE);
    }

    @Test
    void whatIsRefusedAgainStaysWithTheNewReasonAndNothingElseChanges() {
        deliver(reserved("/shop#early"));
        create("b-1", "table");
        var before = Snapshot.of(fixture, "b-1");
        long id = onlyLetter();

        var refused = new Answer.Refused(CONTRADICTION, "product chair is not in this booking");
        assertThat(retry.retry(id)).contains(refused);
        assertThat(retry.retry(id)).contains(refused);

        assertThat(Snapshot.of(fixture, "b-1")).isEqualTo(before);
        assertThat(letters.find(id)).hasValueSatisfying(kept -> {
            assertThat(kept.attempts()).isEqualTo(3);
            assertThat(kept.letter().reason()).isEqualTo(CONTRADICTION);
            assertThat(kept.letter().detail()).isEqualTo("product chair is not in this booking");
        });
    }

    @Test
    void whatStillCannotBeReadStays() {
        deliver(message("/shop#1", "product.reserved", "{"));
        long id = onlyLetter();

        assertThat(retry.retry(id))
                .hasValueSatisfying(answer -> assertThat(answer)
                        .isInstanceOfSatisfying(
                                Answer.Refused.class,
                                refused -> assertThat(refused.reason()).isEqualTo(MALFORMED)));
        assertThat(letters.find(id).orElseThrow().attempts()).isEqualTo(2);
    }

    @Test
    void anIdentityThatIsNoTextIsNotReplacedByAnother() {
        create("b-1", "chair");
        deliver(reserved("/shop#\0"));
        long id = onlyLetter();

        assertThat(retry.retry(id))
                .hasValueSatisfying(answer -> assertThat(answer).isInstanceOf(Answer.Refused.class));
        assertThat(letters.find(id).orElseThrow().letter().message().id().key())
                .isEqualTo(MessageId.of("/shop#\0").key());
    }

    @Test
    void aValueThatWasTooLargeToBeKeptCannotBeRetried() {
        deliver(message("/shop#1", "product.reserved", " ".repeat(5 << 20) + RESERVED));
        long id = onlyLetter();

        assertThat(retry.retry(id))
                .hasValueSatisfying(answer -> assertThat(answer)
                        .isInstanceOfSatisfying(
                                Answer.Refused.class,
                                refused -> assertThat(refused.reason()).isEqualTo(TOO_LARGE)));

        var kept = letters.find(id).orElseThrow();
        assertThat(kept.attempts()).isEqualTo(1);
        assertThat(kept.letter().message().value()).hasSize(16 << 10);
        assertThat(kept.letter().detail()).contains("1048576", "16384", "" + ((5 << 20) + RESERVED.length()));
    }

    @Test
    void aDeadlineThatFailedCanBeRetried() {
        create("b-1", "chair");
        var deadline = new DueDeadline("b-1", "WAITING_STOCK", 2, TRACE);
        var message = Inbound.internal(deadline.messageId(), DueDeadline.TYPE, TRACE);
        var letter = new DeadLetter("b-1", message, POISON, "the saga's own code failed");
        fixture.store()
                .commit(List.of(new Commit<>(
                        "b-1", 2, message.id(), "", List.of(), List.of(), Standing.UNCHANGED, List.of(letter))));

        assertThat(retry.retry(onlyLetter())).isEqualTo(APPLIED);

        assertThat(fixture.deadLetters()).isEmpty();
        assertThat(fixture.waiting())
                .filteredOn(command -> command.type().equals("saga.cancel_booking"))
                .singleElement()
                .satisfies(command -> {
                    assertThat(command.causationId()).isEqualTo("deadline/WAITING_STOCK/b-1/2");
                    assertThat(command.traceparent()).isEqualTo(TRACE);
                });
    }

    @Test
    void aLetterThatIsNotKeptChangesNothing() {
        deliver(reserved("/shop#early"));
        create("b-1", "chair");
        long id = onlyLetter();
        letters.discard(id);
        var before = Snapshot.of(fixture, "b-1");

        assertThat(retry.retry(id)).isEqualTo(GONE);
        assertThat(retry.retry(id + 1)).isEqualTo(GONE);

        assertThat(Snapshot.of(fixture, "b-1")).isEqualTo(before);
    }

    @Test
    void aLetterThatIsDiscardedInTheMiddleOfItsRetryHasNoEffect() {
        deliver(reserved("/shop#early"));
        create("b-1", "chair");
        long id = onlyLetter();
        var store = new TroubledStore<>(fixture.store());
        store.beforeTheNextCommit(() -> letters.discard(id));
        var before = Snapshot.of(fixture, "b-1");

        var inquiry = new SagaInquiry<>(saga, store, SagaObserver.NONE);
        assertThat(new DeadLetterRetry<>(inquiry, reader, letters).retry(id)).isEqualTo(GONE);

        assertThat(Snapshot.of(fixture, "b-1"))
                .isEqualTo(new Snapshot(before.streams(), before.waiting(), before.inFlight(), 0));
    }

    @Test
    void aRetryThatMeetsAnotherWriterIsRedoneOnWhatThatOneStored() {
        deliver(reserved("/shop#early"));
        create("b-1", "chair", "table");
        long id = onlyLetter();
        var store = new TroubledStore<>(fixture.store());
        store.beforeTheNextCommit(
                () -> deliver(message("/shop#2", "product.reserved", RESERVED.replace("chair", "table"))));

        var inquiry = new SagaInquiry<>(saga, store, SagaObserver.NONE);
        assertThat(new DeadLetterRetry<>(inquiry, reader, letters).retry(id)).isEqualTo(APPLIED);

        assertThat(payments("b-1")).isEqualTo(1);
        assertThat(fixture.deadLetters()).isEmpty();
    }
}
