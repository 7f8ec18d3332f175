package dev.saga.examples.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LatenciesTest {
    private static final long START = Long.MAX_VALUE - 1_000;
    private static final long SECOND = 1_000_000_000L;

    private final Latencies latencies = new Latencies(START);

    @Test
    void onlyWhatEndsInTheTimeMeasuredCounts() {
        latencies.ended(START, START + SECOND / 2);
        latencies.measure(START + SECOND, Duration.ofSeconds(2));
        latencies.ended(START + SECOND / 2, START + SECOND);
        latencies.ended(START + SECOND, START + 3 * SECOND - 1);
        latencies.ended(START + SECOND, START + 3 * SECOND);

        assertThat(latencies.measured().count()).isEqualTo(2);
        assertThat(latencies.measured().maxMillis()).isCloseTo(2_000, within(0.001));
    }

    @Test
    void secondsFollowEachOtherWithoutAGap() {
        latencies.measure(START + SECOND, Duration.ofSeconds(3));
        latencies.ended(START, START + 1);
        latencies.ended(START, START + 2 * SECOND + 1);
        latencies.ended(START, START + 2 * SECOND + 2);

        assertThat(latencies.seconds(START + 9 * SECOND))
                .extracting(Second::at, Second::measured, Second::sagas)
                .containsExactly(tuple(0, false, 1L), tuple(1, true, 0L), tuple(2, true, 2L), tuple(3, true, 0L));
    }
}
