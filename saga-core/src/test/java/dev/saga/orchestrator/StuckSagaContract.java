package dev.saga.orchestrator;

import static dev.saga.deadletter.DeadLetterReason.CONTRADICTION;
import static dev.saga.deadletter.DeadLetterReason.POISON;
import static dev.saga.message.Outcome.APPLIED;
import static dev.saga.message.Outcome.DUPLICATE;
import static dev.saga.message.Outcome.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.saga.deadletter.DeadLetterSummary;
import dev.saga.deadletter.StuckSaga;
import dev.saga.sample.ParallelSaga;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every store promises about a saga whose own code fails on a message: the saga waits, in order, and nobody else. */
public abstract class StuckSagaContract extends StuckSagaScene {
    @Test
    void whatFollowsAParkedMessageWaitsBehindItAndOthersGoOn() {
        assertThat(faulty.take(
                        ordered("placed", STUCK),
                        sent("south", STUCK, "SOUTH", 2),
                        ordered("other", OTHER),
                        sent("north", STUCK, "NORTH", 1),
                        sent("other-south", OTHER, "SOUTH", 1)))
                .containsExactly(APPLIED, REJECTED, APPLIED, REJECTED, APPLIED);
        assertThat(faulty.take(sent("again", STUCK, "NORTH", 1), sent("other-north", OTHER, "NORTH", 1)))
                .containsExactly(REJECTED, APPLIED);

        assertThat(letters.list(0, 10))
                .extracting(
                        letter -> letter.messageId().value(), DeadLetterSummary::reason, DeadLetterSummary::attempts)
                .containsExactly(tuple("south", POISON, 1), tuple("north", POISON, 0), tuple("again", POISON, 0));
        long at = first().id();
        assertThat(letters.list(at, 10))
                .extracting(DeadLetterSummary::detail)
                .containsExactly(
                        "it waits behind the dead letter of message south of this saga",
                        "it waits behind dead letter %d of this saga".formatted(at));
        assertThat(stuckSagas.stuck(List.of(STUCK, OTHER, "nobody")))
                .containsExactly(Map.entry(STUCK, new StuckSaga(first().firstFailedAt(), at, 2)));
        assertThat(stuckSagas.size()).isEqualTo(1);
        assertThat(causes()).containsExactly("placed");
    }

    @Test
    void anInstanceThatStillHasTheSagaInMemoryParksToo() {
        sound.take(ordered("placed", STUCK));
        faulty.take(sent("south", STUCK, "SOUTH", 2));

        assertThat(sound.take(sent("north", STUCK, "NORTH", 1), ordered("other", OTHER)))
                .containsExactly(REJECTED, APPLIED);

        assertThat(kept()).containsExactly("south", "north");
        assertThat(causes()).containsExactly("placed");
    }

    @Test
    void anInstanceThatParksForgetsTheSaga() {
        givenAStuckOrder();
        assertThat(sound.retrySaga(STUCK).handled()).isEqualTo(1);

        assertThat(faulty.take(sent("north", STUCK, "NORTH", 1))).containsExactly(APPLIED);

        assertThat(causes()).containsExactly("placed", "south", "north");
    }

    @Test
    void aMessageThatWasHandledBeforeOrIsParkedAlreadyIsADuplicate() {
        givenAStuckOrder();
        sound.take(sent("north", STUCK, "NORTH", 1));

        assertThat(sound.take(
                        ordered("placed", STUCK), sent("south", STUCK, "SOUTH", 2), sent("north", STUCK, "NORTH", 1)))
                .containsExactly(DUPLICATE, DUPLICATE, DUPLICATE);
        assertThat(kept()).containsExactly("south", "north");
    }

    @Test
    void whatOnlyContradictsItsSagaParksNothing() {
        sound.take(sent("early", OTHER, "SOUTH", 1), ordered("placed", OTHER));

        assertThat(sound.take(sent("south", OTHER, "SOUTH", 1))).containsExactly(APPLIED);

        assertThat(stuckSagas.stuck(List.of(OTHER))).isEmpty();
        assertThat(stuckSagas.size()).isZero();
        assertThat(first().retryAt()).isNull();
    }

    @Test
    void aReleaseHandlesWhatWaitsInItsOrder() {
        givenAStuckOrder();
        sound.take(sent("north", STUCK, "NORTH", 1), sent("north-again", STUCK, "NORTH", 1));

        assertThat(sound.retrySaga(STUCK)).isEqualTo(new DeadLetterRetry.Retried(3, List.of()));

        assertThat(causes()).containsExactly("placed", "south", "north");
        assertThat(letters.list(0, 10)).isEmpty();
        assertThat(stuckSagas.size()).isZero();
        assertThat(sound.retrySaga(STUCK).any()).isFalse();
        assertThat(sound.take(sent("south", STUCK, "SOUTH", 2))).containsExactly(DUPLICATE);
    }

    @Test
    void aReleaseEndsAtTheMessageThatFailsAgain() {
        givenAStuckOrder();
        sound.take(sent("north", STUCK, "NORTH", 1));

        var retried = faulty.retrySaga(STUCK);

        assertThat(retried.handled()).isZero();
        assertThat(retried.refused()).singleElement().satisfies(refusal -> {
            assertThat(refusal.deadLetter()).isEqualTo(first().id());
            assertThat(refusal.why().detail()).contains("a mistake in the saga's own code");
        });
        assertThat(letters.list(0, 10)).extracting(DeadLetterSummary::attempts).containsExactly(2, 0);
        assertThat(causes()).containsExactly("placed");
    }

    @Test
    void whatTheSagaUnderstandsAndRefusesHoldsNothingUpAnyMore() {
        givenAStuckOrder();
        sound.take(sent("more", STUCK, "SOUTH", 3), sent("north", STUCK, "NORTH", 1));

        var retried = sound.retrySaga(STUCK);

        assertThat(retried.handled()).isEqualTo(2);
        assertThat(retried.refused())
                .extracting(refusal -> refusal.why().reason())
                .containsExactly(CONTRADICTION);
        assertThat(causes()).containsExactly("placed", "south", "north");
        assertThat(kept()).containsExactly("more");
        assertThat(stuckSagas.size()).isZero();
    }

    @Test
    void aLetterThatIsNotTheFirstOfItsSagaCannotBeRetried() {
        givenAStuckOrder();
        sound.take(sent("north", STUCK, "NORTH", 1));
        long at = first().id();
        var waiting = letters.list(at, 1).get(0);

        assertThat(sound.retry(waiting.id())).contains(new Answer.Waits(at));
        assertThat(sound.ask(sent("asked", STUCK, "NORTH", 1))).isEqualTo(new Answer.Waits(at));

        assertThat(letters.list(at, 1))
                .singleElement()
                .usingRecursiveComparison()
                .isEqualTo(waiting);
        assertThat(sound.retry(at)).contains(new Answer.Applied());
        assertThat(sound.retry(waiting.id())).contains(new Answer.Applied());
        assertThat(causes()).containsExactly("placed", "south", "north");
    }

    @Test
    void aRejectedMessageOfAStuckSagaCannotBeRetriedPastIt() {
        sound.take(sent("early", STUCK, "NORTH", 1));
        long early = first().id();
        givenAStuckOrder();
        long at = letters.list(early, 1).get(0).id();

        assertThat(sound.retry(early)).contains(new Answer.Waits(at));

        assertThat(letters.find(early))
                .hasValueSatisfying(letter -> assertThat(letter.attempts()).isEqualTo(1));
        assertThat(causes()).containsExactly("placed");
    }

    @Test
    void aMessageThatIsParkedWhileTheFirstIsRetriedIsNotOvertaken() {
        givenAStuckOrder();
        sound.store().beforeTheNextCommit(() -> faulty.take(sent("north", STUCK, "NORTH", 1)));

        assertThat(sound.retry(first().id())).contains(new Answer.Applied());

        assertThat(kept()).containsExactly("north");
        assertThat(stuckSagas.due(10)).containsExactly(STUCK);
        assertThat(sound.retrySaga(STUCK).handled()).isEqualTo(1);
        assertThat(causes()).containsExactly("placed", "south", "north");
    }

    @Test
    void aMessageThatIsParkedAfterTheLastOneWasHandledIsDueAtOnce() {
        givenAStuckOrder();
        faulty.store().beforeTheNextCommit(() -> sound.retrySaga(STUCK));

        assertThat(faulty.take(sent("north", STUCK, "NORTH", 1))).containsExactly(REJECTED);
        assertThat(faulty.take(sent("north-again", STUCK, "NORTH", 1))).containsExactly(REJECTED);

        assertThat(kept()).containsExactly("north", "north-again");
        assertThat(stuckSagas.due(10)).containsExactly(STUCK);
        assertThat(faulty.retrySaga(STUCK).handled()).isEqualTo(2);
        assertThat(causes()).containsExactly("placed", "south", "north");
    }

    @Test
    void aDiscardedMessageReleasesTheRest() {
        givenAStuckOrder();
        faulty.take(sent("north", STUCK, "NORTH", 1));
        fixture.letTimePass(Duration.ofMinutes(10));
        faulty.retrySaga(STUCK);
        assertThat(stuckSagas.due(10)).isEmpty();

        letters.discard(first().id());

        assertThat(stuckSagas.due(10)).containsExactly(STUCK);
        assertThat(sound.retrySaga(STUCK).handled()).isEqualTo(1);
        assertThat(causes()).containsExactly("placed", "north");
    }

    @Test
    void aDeadlineOfAStuckSagaWaitsLikeAMessage() {
        givenAStuckOrder();
        fixture.letTimePass(ParallelSaga.REMIND_AFTER);

        assertThat(sound.orchestrator().fire(fixture.deadlines().due(10))).containsExactly(REJECTED);

        assertThat(fixture.deadlines().due(10)).isEmpty();
        assertThat(kept()).containsExactly("south", "deadline/SHIPPING/%s/1".formatted(STUCK));
        assertThat(sound.retrySaga(STUCK)).isEqualTo(new DeadLetterRetry.Retried(2, List.of()));
        assertThat(causes()).containsExactly("placed", "south", "deadline/SHIPPING/%s/1".formatted(STUCK));
    }

    @Test
    void aHistoryThatAnOlderReleaseCannotReadHealsUnderOneThatCan() {
        sound.take(ordered("placed", STUCK), ordered("other", OTHER));

        assertThat(older.take(sent("south", STUCK, "SOUTH", 2), sent("other-south", OTHER, "SOUTH", 1)))
                .containsExactly(REJECTED, APPLIED);
        assertThat(older.take(sent("north", STUCK, "NORTH", 1))).containsExactly(REJECTED);
        assertThat(older.retrySaga(STUCK).refused()).hasSize(1);
        assertThat(letters.list(0, 10)).extracting(DeadLetterSummary::attempts).containsExactly(2, 0);

        assertThat(sound.retrySaga(STUCK).handled()).isEqualTo(2);
        assertThat(causes()).containsExactly("placed", "south", "north");
    }

    @Test
    void anOutageIsNoAttempt() {
        givenAStuckOrder();
        var before = letters.list(0, 10);
        sound.store().beforeTheNextCommit(() -> {
            throw new StoreUnavailable("away", new IllegalStateException("away"));
        });

        assertThatThrownBy(() -> sound.retrySaga(STUCK)).isInstanceOf(StoreUnavailable.class);

        assertThat(letters.list(0, 10)).usingRecursiveComparison().isEqualTo(before);
        assertThat(sound.retrySaga(STUCK).handled()).isEqualTo(1);
    }
}
