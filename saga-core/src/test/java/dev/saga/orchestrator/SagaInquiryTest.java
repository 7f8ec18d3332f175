package dev.saga.orchestrator;

import static dev.saga.deadletter.DeadLetterReason.CONTRADICTION;
import static dev.saga.deadletter.DeadLetterReason.MALFORMED;
import static dev.saga.deadletter.DeadLetterReason.POISON;
import static dev.saga.deadletter.DeadLetterReason.UNKNOWN_SAGA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saga.booking.BookingCommand.CancelBooking;
import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingInput.BookingCreated;
import dev.saga.booking.BookingInput.CancelRequested;
import dev.saga.booking.BookingInput.ReservationFailed;
import dev.saga.booking.BookingSaga;
import dev.saga.booking.BookingState;
import dev.saga.booking.Product;
import dev.saga.memory.InMemoryStore;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.message.Outbound;
import dev.saga.testing.ManualClock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SagaInquiryTest {
    private final BookingSaga saga = BookingSaga.create();
    private final InMemoryStore<BookingEvent> shared =
            new InMemoryStore<>(new ManualClock(Instant.parse("2024-01-01T00:00:00Z")));
    private final TroubledStore<BookingEvent> store = new TroubledStore<>(shared);
    private final Witness witness = new Witness();
    private final SagaInquiry<BookingState, BookingInput, BookingEvent> inquiry =
            new SagaInquiry<>(saga, store, witness);

    @BeforeEach
    void aBookingWaits() {
        ask("created", new BookingCreated("b-1", "ada", List.of(new Product("chair", 2))));
    }

    @Test
    void whatIsAppliedIsDurableWithItsCommands() {
        assertThat(ask("m-1", new CancelRequested("b-1", "a mistake"))).isEqualTo(new Answer.Applied());

        assertThat(shared.pending(10))
                .extracting(Outbound::body)
                .contains(new CancelBooking("b-1", "The booking was cancelled by an operator: a mistake"));
        assertThat(witness.calls()).endsWith("begin m-1", "APPLIED m-1");
    }

    @Test
    void aSecondQuestionUnderTheSameIdentityHasNoEffect() {
        ask("m-1", new CancelRequested("b-1", "a mistake"));
        int commands = shared.pending(10).size();

        assertThat(ask("m-1", new CancelRequested("b-1", "a mistake"))).isEqualTo(new Answer.Duplicate());

        assertThat(shared.pending(10)).hasSize(commands);
    }

    @Test
    void whatTheSagaKnowsIsIgnored() {
        assertThat(ask("m-1", new BookingCreated("b-1", "ada", List.of(new Product("chair", 2)))))
                .isEqualTo(new Answer.Ignored());
    }

    @Test
    void whatIsRefusedLeavesNoTraceAndMayBeAskedAgain() {
        ask("m-1", new CancelRequested("b-1", "a mistake"));
        var before = shared.load(List.of("b-1", "b-2"));

        assertThat(ask("m-2", new CancelRequested("b-1", "again")))
                .isEqualTo(new Answer.Refused(CONTRADICTION, "the booking is already being cancelled"));
        assertThat(ask("m-3", new CancelRequested("b-2", "a mistake")))
                .isEqualTo(new Answer.Refused(UNKNOWN_SAGA, "no booking of this id was created"));

        assertThat(shared.load(List.of("b-1", "b-2"))).isEqualTo(before);
        assertThat(shared.deadLetters()).isEmpty();
        assertThat(witness.calls()).endsWith("begin m-2", "REJECTED m-2", "begin m-3", "REJECTED m-3");
    }

    @Test
    void whatCannotBeReadIsRefused() {
        var message = Inbound.internal(MessageId.of("m-1"), "test", "");

        assertThat(inquiry.ask(new Delivery<>(message, new Delivery.Unreadable<>(MALFORMED, "it is no JSON"))))
                .isEqualTo(new Answer.Refused(MALFORMED, "it is no JSON"));
        assertThat(shared.deadLetters()).isEmpty();
    }

    @Test
    void whatAnotherWriterStoredMeanwhileDecides() {
        store.beforeTheNextCommit(() -> new SagaOrchestrator<>(saga, shared, witness, 0)
                .handle(List.of(delivery("other", new ReservationFailed("b-1", "chair", "none left")))));

        assertThat(ask("m-1", new CancelRequested("b-1", "a mistake")))
                .isEqualTo(new Answer.Refused(CONTRADICTION, "the booking is already cancelled"));
        assertThat(shared.deadLetters()).isEmpty();
    }

    @Test
    void aSagaThatCannotBeReplayedAndAValueThatCannotBeStoredAreRefusals() {
        store.refuse(commit -> commit.message().value().equals("m-1"));
        assertThat(ask("m-1", new CancelRequested("b-1", "unstorable")))
                .isInstanceOfSatisfying(Answer.Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(POISON);
                    assertThat(refused.detail()).contains("it has a value that cannot be stored");
                });

        store.corrupt("b-1");
        assertThat(ask("m-2", new CancelRequested("b-1", "a mistake")))
                .isInstanceOfSatisfying(Answer.Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(POISON);
                    assertThat(refused.detail()).startsWith("the history of ");
                });
        assertThat(shared.deadLetters()).isEmpty();
    }

    @Test
    void anOutageIsTheAskersTroubleAndIsReported() {
        store.beforeTheNextCommit(() -> {
            throw new StoreUnavailable("away", new IllegalStateException("away"));
        });

        assertThatThrownBy(() -> ask("m-1", new CancelRequested("b-1", "a mistake")))
                .isInstanceOf(StoreUnavailable.class);

        assertThat(witness.calls()).endsWith("begin m-1", "failed m-1");
        assertThat(ask("m-1", new CancelRequested("b-1", "a mistake"))).isEqualTo(new Answer.Applied());
    }

    private Answer ask(String identity, BookingInput input) {
        return inquiry.ask(delivery(identity, input));
    }

    private static Delivery<BookingInput> delivery(String identity, BookingInput input) {
        var message = Inbound.internal(MessageId.of(identity), "test", "");
        return new Delivery<>(message, new Delivery.Understood<>(input.bookingId(), input));
    }
}
