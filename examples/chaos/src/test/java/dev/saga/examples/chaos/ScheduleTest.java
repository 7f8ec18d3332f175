package dev.saga.examples.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class ScheduleTest {

    @Test
    void aSeedHasOneSchedule() {
        assertThat(Schedule.of(7, Duration.ofMinutes(3))).isEqualTo(Schedule.of(7, Duration.ofMinutes(3)));
        assertThat(Schedule.of(7, Duration.ofMinutes(3))).isNotEqualTo(Schedule.of(8, Duration.ofMinutes(3)));
    }

    @Test
    void everySceneHappensEvenInHalfAMinute() {
        assertThat(LongStream.range(0, 200)).allSatisfy(seed -> {
            var faults = Schedule.of(seed, Duration.ofSeconds(30)).faults();
            assertThat(faults).extracting(Fault::scene).contains(Scene.values());
            assertThat(faults).extracting(Fault::outage).containsAll(Arrays.asList(Outage.values()));
        });
    }

    @Test
    void longRunsHaveManyFaultsUntilTheirEnd() {
        var faults = Schedule.of(7, Duration.ofMinutes(10)).faults();

        assertThat(faults).hasSizeGreaterThan(100);
        assertThat(faults.get(faults.size() - 1).at()).isBetween(580_000L, 600_000L);
    }
}
