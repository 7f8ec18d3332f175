package dev.saga.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The simulation finds what is broken, and tells it in a few steps. */
class BrokenPiecesTest {
    private static final int WORLDS = 300;
    private static final int FEW_STEPS = 14;

    @TestFactory
    Stream<DynamicTest> isFoundAndToldInAFewSteps() {
        return Broken.pieces().map(broken -> DynamicTest.dynamicTest(broken.mistake(), () -> found(broken)));
    }

    private static void found(Broken broken) {
        var simulation = new Simulation(broken.rig());

        var failure = catchThrowableOfType(
                Simulation.Failure.class, () -> LongStream.range(0, WORLDS).forEach(simulation::world));

        assertThat(failure)
                .as(broken.mistake())
                .isNotNull()
                .hasMessageContaining(broken.rule())
                .hasMessageContaining("-Dsimulation.seed=")
                .hasMessageContaining("shortest history");
        System.out.printf("%s:%n%s%n", broken.mistake(), failure.getMessage());
        assertThat(failure.history()).hasSizeBetween(2, FEW_STEPS);
    }

    @Test
    void aSeedDecidesEverything() {
        var once = World.run(Scenario.of(7), Rig.REAL, new Story(false));
        var again = World.run(Scenario.of(7), Rig.REAL, new Story(false));

        assertThat(again).hasToString(once.toString());
        assertThat(World.run(Scenario.of(8), Rig.REAL, new Story(false))).doesNotHaveToString(once.toString());
    }

    @Test
    void theShortestListHasNothingInItThatCouldBeLeftOut() {
        var numbers = List.of(9, 1, 8, 2, 7, 3, 6, 4, 5);

        assertThat(Shortest.fewest(numbers, list -> list.contains(1) && list.contains(5)))
                .containsExactly(1, 5);
    }
}
