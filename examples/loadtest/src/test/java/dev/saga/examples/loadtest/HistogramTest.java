package dev.saga.examples.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HistogramTest {
    private static final long MILLI = 1_000_000;

    private final Histogram histogram = new Histogram();

    @Test
    void withoutDurationsEverythingIsZero() {
        assertThat(histogram.count()).isZero();
        assertThat(histogram.millis(0.99)).isZero();
        assertThat(histogram.maxMillis()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000, 63_000, 64_000, 65_000, 127_000, 128_000, MILLI, 17 * MILLI, 3_600_000 * MILLI})
    void aDurationIsFoundAgain(long nanos) {
        histogram.record(nanos);

        assertThat(histogram.millis(0.5)).isCloseTo(nanos / 1e6, Percentage.withPercentage(2));
        assertThat(histogram.maxMillis()).isEqualTo(nanos / 1e6);
    }

    @Test
    void percentilesAreThoseOfTheSortedDurations() {
        long[] nanos = new Random(1)
                .longs(100_000, 0, 40)
                .map(power -> (long) Math.pow(1.7, power) + 1_000)
                .toArray();
        Arrays.stream(nanos).forEach(histogram::record);
        Arrays.sort(nanos);

        for (double share : new double[] {0.001, 0.5, 0.9, 0.99, 0.999, 1}) {
            double exact = nanos[(int) Math.ceil(share * nanos.length) - 1] / 1e6;
            assertThat(histogram.millis(share)).as("share %s", share).isCloseTo(exact, within(exact * 0.02 + 0.001));
        }
    }

    @Test
    void noPercentileIsBeyondTheLargest() {
        histogram.record(100 * MILLI + 1);

        assertThat(histogram.millis(1)).isLessThanOrEqualTo(histogram.maxMillis());
    }

    @Test
    void whatEndsBeforeItBeganTookNoTime() {
        histogram.record(-5);

        assertThat(histogram.count()).isEqualTo(1);
        assertThat(histogram.millis(0.5)).isZero();
    }
}
