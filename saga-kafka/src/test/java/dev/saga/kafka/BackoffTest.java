package dev.saga.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    /** Draws the highest number there is. */
    private static final RandomGenerator HIGHEST = new RandomGenerator() {
        @Override
        public long nextLong() {
            return Long.MAX_VALUE;
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    };

    private static List<Long> millis(Backoff backoff, int times) {
        return Stream.generate(backoff::next)
                .limit(times)
                .map(Duration::toMillis)
                .toList();
    }

    @Test
    void the_bound_doubles_up_to_the_most_and_starts_again_after_a_success() {
        var backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5), HIGHEST);

        assertThat(millis(backoff, 8)).containsExactly(100L, 200L, 400L, 800L, 1_600L, 3_200L, 5_000L, 5_000L);

        backoff.reset();
        assertThat(millis(backoff, 1)).containsExactly(100L);
    }
}
