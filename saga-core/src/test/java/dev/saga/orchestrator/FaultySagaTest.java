package dev.saga.orchestrator;

import static dev.saga.message.Outcome.APPLIED;
import static dev.saga.message.Outcome.DUPLICATE;
import static dev.saga.message.Outcome.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.saga.deadletter.DeadLetter;
import dev.saga.deadletter.DeadLetterReason;
import dev.saga.memory.InMemoryStore;
import dev.saga.message.MessageId;
import dev.saga.saga.RecordedEvent;
import dev.saga.sample.FaultySaga;
import dev.saga.sample.FaultySaga.Fault;
import dev.saga.sample.ParallelSaga;
import dev.saga.sample.ParcelEvent;
import dev.saga.sample.ParcelInput;
import dev.saga.sample.ParcelInput.Ordered;
import dev.saga.sample.ParcelInput.PartSent;
import dev.saga.sample.ParcelState;
import dev.saga.sample.Place;
import dev.saga.testing.ManualClock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One saga's trouble stays its own. */
class FaultySagaTest {
    private final InMemoryStore<ParcelEvent> shared =
            new InMemoryStore<>(new ManualClock(Instant.parse("2024-01-01T00:00:00Z")));
    private final Instance<ParcelState, ParcelInput, ParcelEvent> sound =
            new Instance<>(new ParallelSaga(), shared, 10);

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"AWAITING", "DEADLINE", "DECIDE_ABOUT_THE_FIRST_PART"})
    void aSagaWhoseCodeFailsLosesItsMessageToTheDeadLettersAndNoOther(Fault fault) {
        var faulty = new Instance<>(FaultySaga.at(fault), shared, 10);

        var outcomes = faulty.message("m-1", new Ordered("o-1", ""))
                .message("m-2", new Ordered(FaultySaga.ORDER, ""))
                .message("m-3", new Ordered("o-3", ""))
                .message("m-4", new PartSent("o-1", Place.SOUTH, 1))
                .handle();

        assertThat(outcomes).containsExactly(APPLIED, REJECTED, APPLIED, APPLIED);
        assertThat(shared.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo(DeadLetterReason.POISON);
            assertThat(letter.sagaId()).isEqualTo(FaultySaga.ORDER);
            assertThat(letter.message().id()).isEqualTo(MessageId.of("m-2"));
            assertThat(letter.detail()).as("nothing was stored yet").doesNotContain("corrupt");
        });
        assertThat(shared.find(FaultySaga.ORDER)).isEmpty();
        assertThat(faulty.message("m-2", new Ordered(FaultySaga.ORDER, "")).handle())
                .containsExactly(DUPLICATE);
    }

    @ParameterizedTest
    @EnumSource(names = {"EVOLVE", "NAME_OF_STATE", "ENDED", "SIZE"})
    void aSagaThatCannotBeReplayedAnyMoreParksItsMessagesOnly(Fault fault) {
        sound.message("m-1", new Ordered(FaultySaga.ORDER, ""))
                .message("m-2", new Ordered("o-1", ""))
                .handle();
        var faulty = new Instance<>(FaultySaga.at(fault), shared, 10);

        assertThat(faulty.message("m-3", new PartSent(FaultySaga.ORDER, Place.SOUTH, 1))
                        .message("m-4", new PartSent("o-1", Place.SOUTH, 1))
                        .handle())
                .containsExactly(REJECTED, APPLIED);

        assertThat(shared.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo(DeadLetterReason.POISON);
            assertThat(letter.detail()).contains("corrupt at version 1", "a mistake in the saga's own code");
        });
        assertThat(shared.find(FaultySaga.ORDER).orElseThrow().events()).hasSize(1);
    }

    @Test
    void aHistoryThatTheRulesCouldNotHaveProducedParksItsMessagesOnly() {
        var impossible = new Commit<ParcelEvent>(
                "o-1",
                0,
                MessageId.of("m-0"),
                "",
                List.of(new RecordedEvent<>(1, new ParcelEvent.OrderShipped(3), List.of())),
                List.of(),
                Standing.UNCHANGED,
                List.of());
        shared.commit(List.of(impossible));

        assertThat(sound.message("m-1", new Ordered("o-1", ""))
                        .message("m-2", new Ordered("o-2", ""))
                        .handle())
                .containsExactly(REJECTED, APPLIED);
        assertThat(shared.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.detail())
                        .contains("parcel o-1 is corrupt at version 1 (OrderShipped)", "cannot happen in Unknown"));
    }

    @Test
    void aHistoryThatTheStoreCannotReadParksItsMessagesOnlyAndOnce() {
        new Instance<>(new ParallelSaga(), shared, 0)
                .message("m-6", new Ordered("o-2", ""))
                .message("m-7", new Ordered("o-4", ""))
                .handle();
        sound.store().corrupt("o-2");
        sound.store().corrupt("o-4");

        var outcomes = sound.message("m-1", new Ordered("o-1", ""))
                .message("m-2", new Ordered("o-2", ""))
                .message("m-3", new Ordered("o-3", ""))
                .message("m-4", new Ordered("o-4", ""))
                .message("m-5", new PartSent("o-2", Place.SOUTH, 1))
                .message("m-2", new Ordered("o-2", ""))
                .handle();

        assertThat(outcomes).containsExactly(APPLIED, REJECTED, APPLIED, REJECTED, REJECTED, DUPLICATE);
        assertThat(sound.message("m-2", new Ordered("o-2", "")).handle()).containsExactly(DUPLICATE);
        assertThat(shared.deadLetters()).extracting(DeadLetter::sagaId).containsExactly("o-2", "o-4", "o-2");
    }

    @Test
    void aFailureOnAStaleStateIsJudgedAgainOnTheTrueOne() {
        var faulty = new Instance<>(FaultySaga.at(Fault.DECIDE_ABOUT_THE_FIRST_PART), shared, 10);
        faulty.message("m-1", new Ordered(FaultySaga.ORDER, "")).handle();
        sound.message("m-2", new PartSent(FaultySaga.ORDER, Place.SOUTH, 1)).handle();

        assertThat(faulty.message("m-3", new PartSent(FaultySaga.ORDER, Place.NORTH, 1))
                        .handle())
                .containsExactly(APPLIED);

        assertThat(shared.deadLetters()).isEmpty();
        assertThat(shared.find(FaultySaga.ORDER).orElseThrow().events()).hasSize(4);
    }

    @Test
    void whatTheStoreCannotTakeIsNarrowedDownToTheOneMessage() {
        sound.store()
                .refuse(commit -> commit.events().stream()
                        .anyMatch(recorded -> recorded.event() instanceof ParcelEvent.OrderPlaced placed
                                && placed.note().equals("unstorable")));
        for (int i = 0; i < 7; i++) {
            sound.message("m-" + i, new Ordered("o-" + i, i == 4 ? "unstorable" : ""));
        }
        sound.message("m-7", new PartSent("o-4", Place.SOUTH, 1));

        var outcomes = sound.handle();

        assertThat(outcomes).containsExactly(APPLIED, APPLIED, APPLIED, APPLIED, REJECTED, APPLIED, APPLIED, REJECTED);
        assertThat(shared.deadLetters())
                .extracting(DeadLetter::reason, DeadLetter::tried)
                .containsExactly(tuple(DeadLetterReason.POISON, true), tuple(DeadLetterReason.POISON, false));
        assertThat(shared.deadLetters().get(0).detail()).contains("it has a value that cannot be stored");
        assertThat(sound.witness().calls().stream().filter(call -> call.startsWith("begin")))
                .hasSize(8);
        assertThat(sound.witness().reports()).hasSize(8);
    }

    @Test
    void whatTheStoreDoesNotEvenTakeAsADeadLetterIsTheCallersTrouble() {
        sound.store().refuse(commit -> commit.sagaId().equals("o-2"));
        sound.message("m-1", new Ordered("o-1", "")).message("m-2", new Ordered("o-2", ""));

        assertThatThrownBy(sound::handle).isInstanceOf(StoreRefused.class);

        assertThat(sound.witness().calls()).containsExactly("begin m-1", "begin m-2", "APPLIED m-1", "failed m-2");
        assertThat(shared.find("o-1")).isPresent();
    }
}
