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
                new Fault(Scene.RUNNERS_KILLED_WITHOUT_POSTGRES, Outage.POSTGRES_DOWN, 1, 1, 1)));
        var stage = new SlowToRestart(2);

        Faults faults = Faults.start(schedule, stage);
        assertThat(stage.asked.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(faults.areOver()).isFalse();
        assertThat(faults.happened()).containsOnlyKeys(Scene.POSTGRES_RESTARTED);

        stage.restarted.countDown();
        assertThat(stage.ended.await(1, TimeUnit.MINUTES)).isTrue();
        faults.heal();
        assertThat(faults.areOver()).isTrue();
        assertThat(faults.happened()).containsOnlyKeys(Scene.POSTGRES_RESTARTED, Scene.RUNNERS_KILLED_WITHOUT_POSTGRES);
    }

    @Test
    void whatIsNotDueYetWhenAllIsHealedDoesNotHappen() throws InterruptedException {
        var schedule = new Schedule(List.of(new Fault(
                Scene.KAFKA_SLOW, Outage.KAFKA_SLOW, Duration.ofDays(1).toMillis(), 1, 1)));

        Faults faults = Faults.start(schedule, new SlowToRestart(0));
        assertThat(faults.areOver()).isFalse();

        faults.heal();
        assertThat(faults.areOver()).isTrue();
        assertThat(faults.happened()).isEmpty();
    }

    /** No fault ends before it is told to. */
    private static final class SlowToRestart implements Faults.Stage {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch restarted = new CountDownLatch(1);
        private final CountDownLatch ended;

        SlowToRestart(int faults) {
            this.ended = new CountDownLatch(faults);
        }

        @Override
        public void begin(Fault fault) {
            // What matters is how it ends.
        }

        @Override
        public void end(Fault fault) {
            asked.countDown();
            try {
                if (!restarted.await(1, TimeUnit.MINUTES)) {
                    throw new IllegalStateException("nobody let it come back");
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            ended.countDown();
        }
    }
}
