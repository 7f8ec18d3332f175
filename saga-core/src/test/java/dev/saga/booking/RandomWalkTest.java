package dev.saga.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Bookings of up to 20 products keep the contract's rules on any way that a seed leads them. */
class RandomWalkTest {
    private static final BookingSaga SAGA = BookingSaga.create(new BookingDeadlines(Exploration.DEADLINES));
    private static final int WALKS = 300;

    @Test
    void walksThatAreAlwaysTheSameBreakNoRule() {
        long moves = LongStream.range(0, WALKS)
                .map(seed -> RandomWalk.walk(SAGA, seed))
                .sum();

        System.out.printf("%d fixed walks: %d moves%n", WALKS, moves);
        assertThat(moves).isGreaterThan(WALKS * 20L);
    }

    @Test
    void walksThatAreNewEveryTimeBreakNoRule() {
        long fresh = RandomGenerator.getDefault().nextLong();
        System.out.printf("fresh walks from seed %d%n", fresh);

        long moves = LongStream.range(fresh, fresh + WALKS / 4)
                .map(seed -> RandomWalk.walk(SAGA, seed))
                .sum();

        assertThat(moves).isPositive();
    }

    @TestFactory
    Stream<DynamicTest> aMistakeIsMetSoonerOrLater() {
        return BrokenSagas.all().stream()
                .map(broken -> DynamicTest.dynamicTest(
                        broken.mistake(),
                        () -> assertThatThrownBy(() -> LongStream.range(0, 20L * WALKS)
                                        .forEach(seed -> RandomWalk.walk(broken.saga(), seed)))
                                .isInstanceOf(AssertionError.class)
                                .hasMessageContaining("seed ")
                                .hasMessageContaining("shortest history")));
    }

    @Test
    void theShortestHistoryHasNothingInItThatCouldBeLeftOut() {
        var numbers = List.of(9, 1, 8, 2, 7, 3, 6, 4, 5);

        assertThat(Shrinker.shrink(numbers, list -> list.contains(1) && list.contains(5)))
                .containsExactly(1, 5);
    }
}
