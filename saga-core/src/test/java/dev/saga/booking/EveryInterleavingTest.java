package dev.saga.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saga.booking.Exploration.Taken;
import dev.saga.saga.Transition;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Rules 1 to 7 of the contract hold in every state that can be reached, whoever answers what, when, and how often. */
class EveryInterleavingTest {
    private static final BookingSaga SAGA = BookingSaga.create(new BookingDeadlines(Exploration.DEADLINES));

    @Test
    void noOrderOfAnswersBreaksARuleAndEveryWayOfTheTableIsGone() {
        int states = 0;
        long transitions = 0;
        var taken = new HashSet<Taken>();
        for (int products = 1; products <= 3; products++) {
            var exploration = Exploration.of(SAGA, products);
            states += exploration.states();
            transitions += exploration.transitions();
            taken.addAll(exploration.taken());
        }

        System.out.printf("every interleaving of up to 3 products: %d states, %d transitions%n", states, transitions);
        assertThat(states).isGreaterThanOrEqualTo(2_000);
        assertThat(transitions).isGreaterThanOrEqualTo(40_000);
        assertThat(taken)
                .as("the ways that were gone, against those that the table declares")
                .isEqualTo(declared());
    }

    @TestFactory
    Stream<DynamicTest> aMistakeIsNoticedByTheRuleThatItBreaks() {
        return BrokenSagas.all().stream()
                .map(broken -> DynamicTest.dynamicTest(
                        broken.mistake(),
                        () -> assertThatThrownBy(() -> Exploration.of(broken.saga(), 2))
                                .isInstanceOf(AssertionError.class)
                                .hasMessageContaining("rule " + broken.rule())
                                .hasMessageContaining("after:")));
    }

    @Test
    void thatNothingIsChangedIsNotTakenForAMistake() {
        var unchanged = AlteredSaga.deciding((state, input, right) -> right);

        assertThat(Exploration.of(unchanged, 2).states())
                .isEqualTo(Exploration.of(SAGA, 2).states());
    }

    private static Set<Taken> declared() {
        var declared = new HashSet<Taken>();
        for (Transition<BookingState, BookingInput> cell : SAGA.transitions().transitions()) {
            if (cell instanceof Transition.Acts<BookingState, BookingInput> acts) {
                acts.leadsTo().forEach(to -> declared.add(new Taken(acts.state(), acts.input(), to)));
            }
        }
        return declared;
    }
}
