package dev.saga.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.simulation.Step.Trouble;
import java.util.EnumSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * The contract holds, whatever is lost, late, repeated, reordered, refused, crashed or overtaken. {@code -Dsimulation.seed}
 * repeats a run, {@code -Dsimulation.sagas} makes it shorter or longer.
 */
class SimulationTest {
    private static final long FIXED = 20_240_101;
    private static final long SAGAS = Long.getLong("simulation.sagas", 1_000_000);

    @Test
    void aMillionSagasKeepTheContract() throws InterruptedException {
        Long given = Long.getLong("simulation.seed");
        if (given == null) {
            simulate(FIXED, SAGAS / 2);
            simulate(RandomGenerator.getDefault().nextLong() >>> 16, SAGAS - SAGAS / 2);
        } else {
            simulate(given, SAGAS);
        }
    }

    private static void simulate(long seed, long sagas) throws InterruptedException {
        long start = System.nanoTime();
        Tally tally = new Simulation(Rig.REAL).run(seed, sagas);
        System.out.printf(
                "simulation from seed %d: %s (%d ms)%n", seed, tally, (System.nanoTime() - start) / 1_000_000);

        assertThat(tally.sagas).isGreaterThanOrEqualTo(sagas);
        if (sagas >= 400_000) {
            everythingHappened(tally);
        }
    }

    /** A simulation in which something never happens proves nothing about it. */
    private static void everythingHappened(Tally tally) {
        assertThat(tally.troubles().keySet()).isEqualTo(EnumSet.complementOf(EnumSet.of(Trouble.NONE)));
        assertThat(tally.deadlines().keySet())
                .contains(
                        "WAITING_STOCK APPLIED",
                        "WAITING_PAYMENT APPLIED",
                        "COMPENSATING APPLIED",
                        "WAITING_STOCK IGNORED",
                        "WAITING_PAYMENT IGNORED",
                        "COMPENSATING IGNORED");
        long few = tally.sagas / 100;
        assertThat(tally.confirmed).isBetween(tally.sagas / 4, tally.sagas - tally.sagas / 10);
        assertThat(tally.duplicates).isGreaterThan(few);
        assertThat(tally.lost).isGreaterThan(few);
        assertThat(tally.copies).isGreaterThan(few);
        assertThat(tally.conflicts).isGreaterThan(few);
        assertThat(tally.released).isGreaterThan(few);
        assertThat(tally.refunded).isGreaterThan(few);
        assertThat(tally.retried).isPositive();
        assertThat(tally.deadLetters).isGreaterThan(few);
    }
}
