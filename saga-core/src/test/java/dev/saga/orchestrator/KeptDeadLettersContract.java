package dev.saga.orchestrator;

import static dev.saga.deadletter.DeadLetterReason.CONTRADICTION;
import static dev.saga.deadletter.DeadLetterReason.MALFORMED;
import static dev.saga.deadletter.DeadLetterReason.POISON;
import static dev.saga.deadletter.DeadLetterReason.UNKNOWN_SAGA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingState;
import dev.saga.deadletter.DeadLetter;
import dev.saga.deadletter.DeadLetterSummary;
import dev.saga.deadletter.DeadLetters;
import dev.saga.deadletter.StoredDeadLetter;
import dev.saga.message.Header;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.message.Outcome;
import dev.saga.saga.Saga;
import dev.saga.sample.BookingSample;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store promises about dead letters that are looked at and discarded. */
public abstract class KeptDeadLettersContract {
    private final BookingSample sample = new BookingSample();
    private Instance<BookingState, BookingInput, BookingEvent> instance;
    private DeadLetters letters;
    private StoreFixture<BookingEvent> fixture;

    /** A fresh, empty store for this saga. */
    protected abstract StoreFixture<BookingEvent> open(Saga<BookingState, BookingInput, BookingEvent> saga);

    @BeforeEach
    void openAFreshStore() {
        fixture = open(sample.saga());
        letters = fixture.letters();
        instance = new Instance<>(sample.saga(), fixture.store(), 10);
    }

    @Test
    void aLetterIsListedAndFoundAsItWasRecorded() {
        var message = new Inbound(
                MessageId.of("/shop#17"),
                "product.reserved",
                "prod.product.reserved",
                3,
                4_711,
                List.of(new Header("ce_id", new byte[] {0, (byte) 0xFF}), new Header("", new byte[] {})),
                "key".getBytes(StandardCharsets.UTF_8),
                new byte[] {0, 1, (byte) 0x80, '{'},
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        instance.orchestrator()
                .handle(List.of(new Delivery<>(message, new Delivery.Unreadable<>(MALFORMED, "no JSON"))));

        StoredDeadLetter found = letters.find(letters.list(0, 10).get(0).id()).orElseThrow();

        assertThat(found.letter().message()).usingRecursiveComparison().isEqualTo(message);
        assertThat(found.letter().sagaId()).isEmpty();
        assertThat(found.letter().reason()).isEqualTo(MALFORMED);
        assertThat(found.letter().detail()).isEqualTo("no JSON");
        assertThat(found.attempts()).isEqualTo(1);
        assertThat(found.lastFailedAt()).isEqualTo(found.firstFailedAt());
        assertThat(letters.list(0, 10))
                .singleElement()
                .usingRecursiveComparison()
                .isEqualTo(found.summary());
    }

    @Test
    void aMessageWithoutKeyHeadersAndValueIsKeptLikeThat() {
        var message = new Inbound(MessageId.of("t/0/1"), "product.reserved", "t", 0, 1, List.of(), null, null, "");
        instance.orchestrator().handle(List.of(new Delivery<>(message, new Delivery.Unreadable<>(MALFORMED, "none"))));

        long id = letters.list(0, 1).get(0).id();

        assertThat(letters.find(id).orElseThrow().letter().message())
                .usingRecursiveComparison()
                .isEqualTo(message);
    }

    @Test
    void lettersAreListedInTheOrderOfTheirRecordingPageByPage() {
        for (int i = 0; i < 5; i++) {
            instance.unreadable("m-" + i).handle();
        }

        var first = letters.list(0, 2);
        var second = letters.list(first.get(1).id(), 2);
        var third = letters.list(second.get(1).id(), 2);

        assertThat(List.of(first, second, third))
                .flatMap(page -> page)
                .extracting(letter -> letter.messageId().value())
                .containsExactly("m-0", "m-1", "m-2", "m-3", "m-4");
        assertThat(letters.list(third.get(0).id(), 2)).isEmpty();
        assertThat(letters.list(Long.MAX_VALUE, 2)).isEmpty();
    }

    @Test
    void anotherRefusalCountsAndSaysWhyAndWhen() {
        instance.message("m-1", sample.unexpected("b-1")).handle();
        long id = letters.list(0, 1).get(0).id();
        var before = letters.find(id).orElseThrow();
        assertThat(before.letter().reason()).isEqualTo(UNKNOWN_SAGA);
        fixture.letTimePass(Duration.ofHours(1));

        assertThat(letters.refusedAgain(id, CONTRADICTION, "quite another\0reason"))
                .isTrue();

        var after = letters.find(id).orElseThrow();
        assertThat(after.attempts()).isEqualTo(2);
        assertThat(after.firstFailedAt().plus(Duration.ofHours(1))).isBeforeOrEqualTo(after.lastFailedAt());
        assertThat(after.letter().reason()).isEqualTo(CONTRADICTION);
        assertThat(after.letter().detail()).startsWith("quite another").endsWith("reason");
        assertThat(after.letter().message())
                .usingRecursiveComparison()
                .isEqualTo(before.letter().message());
        assertThat(after.letter().sagaId()).isEqualTo("b-1");
    }

    @Test
    void aDiscardedLetterIsGoneAndItsMessageStaysKnown() {
        instance.message("m-1", sample.unexpected("b-1")).unreadable("m-2").handle();
        List<DeadLetterSummary> both = letters.list(0, 10);

        assertThat(letters.discard(both.get(0).id()))
                .hasValueSatisfying(discarded ->
                        assertThat(discarded).usingRecursiveComparison().isEqualTo(both.get(0)));

        assertThat(letters.find(both.get(0).id())).isEmpty();
        assertThat(letters.list(0, 10))
                .extracting(letter -> letter.messageId().value())
                .containsExactly("m-2");
        assertThat(instance.message("m-1", sample.unexpected("b-1")).handle()).containsExactly(Outcome.DUPLICATE);
    }

    @Test
    void aSagaThatIsStuckTakesNothingButItsFirstLetter() {
        park("m-1");
        park("m-2");
        long first = letters.list(0, 10).get(0).id();
        long second = letters.list(0, 10).get(1).id();

        assertThat(outcome(handled("m-3", Intake.DELIVERED))).isEqualTo(CommitOutcome.STUCK);
        assertThat(outcome(handled("m-2", new Intake.Retried(second, "b-1")))).isEqualTo(CommitOutcome.STUCK);
        assertThat(outcome(handled("m-1", new Intake.Retried(first, "b-1")))).isEqualTo(CommitOutcome.COMMITTED);
        assertThat(outcome(handled("m-2", new Intake.Retried(second, "b-1")))).isEqualTo(CommitOutcome.COMMITTED);
    }

    private void park(String message) {
        var letter = DeadLetter.of("b-1", Inbound.internal(MessageId.of(message), "test", ""), POISON, "it fails");
        var parking = new Commit<BookingEvent>(
                "b-1",
                Commit.ANY_VERSION,
                MessageId.of(message),
                "",
                List.of(),
                List.of(),
                Standing.UNCHANGED,
                List.of(letter));
        assertThat(outcome(parking)).isEqualTo(CommitOutcome.COMMITTED);
    }

    private static Commit<BookingEvent> handled(String message, Intake intake) {
        return CommitDraft.<BookingEvent>silent("b-1", 0, message, Standing.UNCHANGED)
                .by(intake);
    }

    private CommitOutcome outcome(Commit<BookingEvent> commit) {
        return fixture.store().commit(List.of(commit)).outcomes().get(0);
    }

    @Test
    void whatIsNotThereCannotBeFoundRefusedOrDiscarded() {
        instance.unreadable("m-1").handle();
        long id = letters.list(0, 1).get(0).id();
        letters.discard(id);

        for (long absent : new long[] {id, id + 1, 0, -1, Long.MAX_VALUE}) {
            assertThat(letters.find(absent)).isEmpty();
            assertThat(letters.refusedAgain(absent, MALFORMED, "no")).isFalse();
            assertThat(letters.discard(absent)).isEmpty();
        }
    }
}
