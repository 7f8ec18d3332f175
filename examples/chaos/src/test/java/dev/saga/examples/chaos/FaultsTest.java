package dev.saga.examples.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class FaultsTest {

    @Test
    void whatASlowRestartDelaysHappensNevertheless() throws InterruptedException {
        var schedule = new Schedule(List.of(
                new Fault(Scene.POSTGRES_RESTARTED, Outage.POSTGRES_DOWN, 0, 1, 1),
                new Fault(Scene.POSTGRES_SLOW, Outage.POSTGRES_SLOW, 1, 1, 1)));
        var stage = new SlowToRestart();

        Faults faults = Faults.start(schedule, stage);
        assertThat(stage.restarts.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(faults.areOver()).isFalse();
        assertThat(faults.happened()).containsOnlyKeys(Scene.POSTGRES_RESTARTED);

        stage.restarted.countDown();
        assertThat(stage.passes.await(1, TimeUnit.MINUTES)).isTrue();
        faults.heal();
        assertThat(faults.areOver()).isTrue();
        assertThat(faults.happened()).containsOnlyKeys(Scene.POSTGRES_RESTARTED, Scene.POSTGRES_SLOW);
    }

    @Test
    void whatIsNotDueYetWhenAllIsHealedDoesNotHappen() throws InterruptedException {
        var schedule = new Schedule(List.of(new Fault(
                Scene.KAFKA_SLOW, Outage.KAFKA_SLOW, Duration.ofDays(1).toMillis(), 1, 1)));

        Faults faults = Faults.start(schedule, new SlowToRestart());
        assertThat(faults.areOver()).isFalse();

        faults.heal();
        assertThat(faults.areOver()).isTrue();
        assertThat(faults.happened()).isEmpty();
    }

    /** Everything ends at once, but a restart of PostgreSQL only when it is told to. */
    private static final class SlowToRestart implements Faults.Stage {
        private final CountDownLatch restarts = new CountDownLatch(1);
        private final CountDownLatch restarted = new CountDownLatch(1);
        private final CountDownLatch passes = new CountDownLatch(1);

        @Override
        public void begin(Fault fault) {
            // What matters is how it ends.
        }

        @Override
        public void end(Fault fault) {
            if (fault.outage() != Outage.POSTGRES_DOWN) {
                passes.countDown();
                return;
            }
            restarts.countDown();
            try {
                if (!restarted.await(1, TimeUnit.MINUTES)) {
                    throw new IllegalStateException("nobody let PostgreSQL come back");
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
