package dev.saga.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    private final RetryPolicy policy = new RetryPolicy(Duration.ofHours(1));

    @Test
    void theWaitDoublesUpToAMinute() {
        assertThat(IntStream.rangeClosed(1, 9)
                        .mapToObj(attempts ->
                                policy.pause(attempts, Duration.ZERO, 1).orElseThrow()))
                .extracting(Duration::toSeconds)
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
        assertThat(policy.pause(Integer.MAX_VALUE, Duration.ZERO, 1)).contains(Duration.ofMinutes(1));
    }

    @Test
    void whatFailedTogetherIsNotTriedAgainTogether() {
        assertThat(policy.pause(3, Duration.ZERO, 0)).contains(Duration.ofSeconds(2));
        assertThat(policy.pause(3, Duration.ZERO, 0.5)).contains(Duration.ofSeconds(3));
    }

    @Test
    void itEndsWithTheBudget() {
        assertThat(policy.pause(60, Duration.ofHours(1).minusNanos(1), 1)).isPresent();
        assertThat(policy.pause(60, Duration.ofHours(1), 1)).isEmpty();
        assertThat(RetryPolicy.NEVER.pause(1, Duration.ZERO, 1)).isEmpty();
        assertThat(RetryPolicy.USUAL.budget()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aBudgetIsNotNegative() {
        assertThatThrownBy(() -> new RetryPolicy(Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
    }
}
