package dev.saga.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.deadletter.DeadLetterSummary;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every store promises about when a stuck saga is tried again by itself. The five minutes are the usual budget. */
public abstract class RetryScheduleContract extends StuckSagaScene {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    @Test
    void whatFailedIsDueAfterAWaitThatDoublesUpToAMinute() {
        givenAStuckOrder();

        for (int attempt = 1; attempt < 10 && first().retryAt() != null; attempt++) {
            DeadLetterSummary letter = first();
            Duration usual = Duration.ofSeconds(Math.min(60, 1L << (attempt - 1)));
            assertThat(letter.attempts()).isEqualTo(attempt);
            assertThat(wait(letter)).isBetween(usual.dividedBy(2).minusMillis(1), usual);
            fixture.letTimePass(usual);
            assertThat(stuckSagas.due(10)).containsExactly(STUCK);
            faulty.retrySaga(STUCK);
        }
        assertThat(first().attempts()).isGreaterThan(7);
    }

    @Test
    void whatIsNotDueIsLeftAlone() {
        givenAStuckOrder();
        for (int attempt = 1; attempt < 8; attempt++) {
            faulty.retrySaga(STUCK);
        }

        assertThat(wait(first())).isBetween(LONGEST.dividedBy(2).minusMillis(1), LONGEST);
        assertThat(stuckSagas.due(10)).isEmpty();
        fixture.letTimePass(LONGEST);
        assertThat(stuckSagas.due(10)).containsExactly(STUCK);
        assertThat(stuckSagas.due(0)).isEmpty();
    }

    @Test
    void afterTheBudgetOnlyAnOperatorHasItTriedAgain() {
        givenAStuckOrder();
        fixture.letTimePass(Duration.ofMinutes(5));
        assertThat(stuckSagas.due(10)).containsExactly(STUCK);

        faulty.retrySaga(STUCK);

        assertThat(first().retryAt()).isNull();
        fixture.letTimePass(Duration.ofDays(1));
        assertThat(stuckSagas.due(10)).isEmpty();
        assertThat(stuckSagas.size()).isEqualTo(1);
        assertThat(sound.retrySaga(STUCK).handled()).isEqualTo(1);
    }

    @Test
    void theBudgetOfAMessageThatWaitedBeginsWhenItIsTried() {
        sound.take(ordered("placed", STUCK));
        older.take(sent("south", STUCK, "SOUTH", 2), sent("north", STUCK, "NORTH", 1));
        Instant parked = first().firstFailedAt();
        fixture.letTimePass(Duration.ofHours(1));
        letters.discard(first().id());

        older.retrySaga(STUCK);

        assertThat(first().attempts()).isEqualTo(1);
        assertThat(first().firstFailedAt()).isAfterOrEqualTo(parked.plus(Duration.ofHours(1)));
        assertThat(first().retryAt()).isNotNull();
    }

    private static Duration wait(DeadLetterSummary letter) {
        return Duration.between(letter.lastFailedAt(), letter.retryAt());
    }
}
