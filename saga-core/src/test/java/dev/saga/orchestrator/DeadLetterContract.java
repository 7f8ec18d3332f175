package dev.saga.orchestrator;

import static dev.saga.orchestrator.CommitOutcome.ALREADY_HANDLED;
import static dev.saga.orchestrator.CommitOutcome.COMMITTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.deadletter.DeadLetter;
import dev.saga.deadletter.DeadLetterReason;
import dev.saga.message.Header;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.saga.Saga;
import dev.saga.sample.SagaSample;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link SagaStore} promises about messages that could not be handled.
 *
 * @param <S> the saga's states
 * @param <I> the saga's inputs
 * @param <E> the saga's events
 */
public abstract class DeadLetterContract<S, I, E> {
    private final SagaSample<S, I, E> sample;
    private StoreFixture<E> fixture;
    private SagaStore<E> store;

    /** The suite for this saga. */
    protected DeadLetterContract(SagaSample<S, I, E> sample) {
        this.sample = sample;
    }

    /** A fresh, empty store for this saga. */
    protected abstract StoreFixture<E> open(Saga<S, I, E> saga);

    @BeforeEach
    void openAFreshStore() {
        fixture = open(sample.saga());
        store = fixture.store();
    }

    @Test
    void aDeadLetterKeepsTheWholeMessage() {
        var message = new Inbound(
                MessageId.of("shop#17"),
                "order.placed",
                "prod.order.placed",
                3,
                4_711,
                List.of(new Header("ce_id", new byte[] {0, (byte) 0xFF}), new Header("ce_id", new byte[] {})),
                "key".getBytes(StandardCharsets.UTF_8),
                new byte[] {0, 1, (byte) 0x80, '{'},
                "");
        var letter = new DeadLetter("", message, DeadLetterReason.MALFORMED, "its value is «no JSON»: \\ ' \" %s");
        var commit = new Commit<E>(
                "", Commit.ANY_VERSION, message.id(), "", List.of(), List.of(), Standing.UNCHANGED, List.of(letter));

        assertThat(store.commit(List.of(commit)).outcomes()).containsExactly(COMMITTED);
        assertThat(store.commit(List.of(commit)).outcomes()).containsExactly(ALREADY_HANDLED);

        assertThat(fixture.deadLetters())
                .singleElement()
                .usingRecursiveComparison()
                .isEqualTo(letter);
    }

    @Test
    void aTombstoneStaysOne() {
        var message = new Inbound(MessageId.of("t/0/1"), "order.placed", "t", 0, 1, List.of(), null, null, "");
        var letter = new DeadLetter("", message, DeadLetterReason.MALFORMED, "it has no value");
        store.commit(List.of(new Commit<>(
                "", Commit.ANY_VERSION, message.id(), "", List.of(), List.of(), Standing.UNCHANGED, List.of(letter))));

        assertThat(fixture.deadLetters())
                .singleElement()
                .satisfies(kept -> assertThat(kept.message().value()).isNull());
    }

    @Test
    void aDeadLetterOfASagaIsStoredWithWhatTheSameBatchDoesToOthers() {
        var message = Inbound.internal(MessageId.of("m-1"), "order.placed", "");
        var letter = new DeadLetter("s-1", message, DeadLetterReason.CONTRADICTION, "it contradicts what is known");
        var rejected =
                new Commit<E>("s-1", 0, message.id(), "", List.of(), List.of(), Standing.UNCHANGED, List.of(letter));
        var started = new CommitDraft<>(sample.saga()).commit("m-2", sample.start("s-2"));

        assertThat(store.commit(List.of(rejected, started)).committed()).isTrue();

        assertThat(fixture.deadLetters()).singleElement().satisfies(kept -> {
            assertThat(kept.sagaId()).isEqualTo("s-1");
            assertThat(kept.reason()).isEqualTo(DeadLetterReason.CONTRADICTION);
            assertThat(kept.detail()).isEqualTo("it contradicts what is known");
        });
        assertThat(store.load(List.of("s-2"))).containsOnlyKeys("s-2");
        assertThat(fixture.archive().find("s-1")).isEmpty();
    }

    @Test
    void aDeadLetterOfABatchThatConflictsIsNotStored() {
        var message = Inbound.internal(MessageId.of("m-1"), "order.placed", "");
        var letter = new DeadLetter("s-1", message, DeadLetterReason.CONTRADICTION, "judged on a stale state");
        var stale =
                new Commit<E>("s-1", 7, message.id(), "", List.of(), List.of(), Standing.UNCHANGED, List.of(letter));

        assertThat(store.commit(List.of(stale)).committed()).isFalse();
        assertThat(fixture.deadLetters()).isEmpty();
    }
}
