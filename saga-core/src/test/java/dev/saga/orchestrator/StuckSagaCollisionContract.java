package dev.saga.orchestrator;

import static dev.saga.message.Outcome.APPLIED;
import static dev.saga.message.Outcome.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.sample.FaultySaga;
import dev.saga.sample.FaultySaga.Fault;
import dev.saga.sample.ParallelSaga;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store promises where messages of one saga are parked, retried and handled at the same moment. */
public abstract class StuckSagaCollisionContract extends StuckSagaScene {
    private static final int ROUNDS = 20;

    @Test
    void whatComesWhileASagaIsReleasedIsHandledAfterWhatWasSetAside() {
        for (int round = 0; round < ROUNDS; round++) {
            String order = STUCK + round;
            faulty.take(ordered("placed " + order, order), sent("south " + order, order, "SOUTH", 2));
            var other = deployed(new ParallelSaga());
            var third = deployed(new ParallelSaga());
            List<Supplier<Object>> all = List.of(
                    () -> sound.retrySaga(order),
                    () -> other.retrySaga(order),
                    () -> third.take(sent("north " + order, order, "NORTH", 1)));

            Rendezvous.collide(all);
            sound.retrySaga(order);

            assertThat(causes(order)).containsExactly("placed " + order, "south " + order, "north " + order);
            assertThat(kept()).isEmpty();
        }
    }

    @Test
    void messagesThatAreParkedAtOnceAreAllKeptAndEachIsHandledOnce() {
        faulty.take(ordered("placed", STUCK));
        List<Supplier<Object>> all = IntStream.range(0, 8)
                .<Supplier<Object>>mapToObj(i -> {
                    var message = sent("m-" + i, STUCK, i % 2 == 0 ? "SOUTH" : "NORTH", 1);
                    var instance = deployed(FaultySaga.at(Fault.DECIDE_ABOUT_THE_FIRST_PART));
                    return () -> instance.take(message);
                })
                .toList();

        Rendezvous.collide(all);

        assertThat(kept()).containsExactlyInAnyOrder("m-0", "m-1", "m-2", "m-3", "m-4", "m-5", "m-6", "m-7");
        assertThat(sound.retrySaga(STUCK)).isEqualTo(new DeadLetterRetry.Retried(8, List.of()));
        assertThat(causes(STUCK)).hasSize(3);
    }

    @Test
    void aMessageThatIsParkedAndOneThatIsHandledAtTheSameMomentTakeTurns() {
        for (int round = 0; round < ROUNDS; round++) {
            String order = STUCK + round;
            sound.take(ordered("placed " + order, order));
            List<Supplier<Object>> both = List.of(
                    () -> faulty.take(sent("south " + order, order, "SOUTH", 2)).get(0),
                    () -> sound.take(sent("north " + order, order, "NORTH", 1)).get(0));

            var outcomes = Rendezvous.collide(both);

            boolean parkedFirst = outcomes.equals(List.of(REJECTED, REJECTED));
            boolean handledFirst = outcomes.equals(List.of(APPLIED, APPLIED));
            assertThat(parkedFirst || handledFirst)
                    .as("%s: the first part is parked, and the second waits; or it is the second", outcomes)
                    .isTrue();
            sound.retrySaga(order);
            assertThat(causes(order))
                    .containsExactly(
                            "placed " + order,
                            (parkedFirst ? "south " : "north ") + order,
                            (parkedFirst ? "north " : "south ") + order);
            assertThat(kept()).isEmpty();
        }
    }
}
