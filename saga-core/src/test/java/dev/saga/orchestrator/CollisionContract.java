package dev.saga.orchestrator;

import static dev.saga.orchestrator.CommitOutcome.ALREADY_HANDLED;
import static dev.saga.orchestrator.CommitOutcome.COMMITTED;
import static dev.saga.orchestrator.CommitOutcome.VERSION_CONFLICT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.message.Outbound;
import dev.saga.saga.RecordedEvent;
import dev.saga.saga.Saga;
import dev.saga.sample.SagaSample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link SagaStore} promises to writers that meet at the same moment.
 *
 * @param <S> the saga's states
 * @param <I> the saga's inputs
 * @param <E> the saga's events
 */
public abstract class CollisionContract<S, I, E> {
    private final SagaSample<S, I, E> sample;
    private StoreFixture<E> fixture;
    private SagaStore<E> store;

    /** The suite for this saga. */
    protected CollisionContract(SagaSample<S, I, E> sample) {
        this.sample = sample;
    }

    /** A fresh, empty store for this saga. */
    protected abstract StoreFixture<E> open(Saga<S, I, E> saga);

    @BeforeEach
    void openAFreshStore() {
        fixture = open(sample.saga());
        store = fixture.store();
    }

    @Test
    void twoWritersOfOneSagaCollideAndOneWins() {
        for (int round = 0; round < 30; round++) {
            String id = "s-" + round;
            var left = new CommitDraft<>(sample.saga()).commit("left-" + round, sample.start(id));
            var right = new CommitDraft<>(sample.saga()).commit("right-" + round, sample.start(id));

            var outcomes = collide(left, right);

            assertThat(outcomes).containsExactlyInAnyOrder(COMMITTED, VERSION_CONFLICT);
            assertOnlyVisible(outcomes.get(0) == COMMITTED ? left : right);
        }
    }

    @Test
    void oneMessageInTwoBatchesAtOnceIsHandledOnce() {
        for (int round = 0; round < 30; round++) {
            String id = "s-" + round;
            var left = new CommitDraft<>(sample.saga()).commit("one-" + round, sample.start(id));
            var right = new CommitDraft<>(sample.saga()).commit("one-" + round, sample.start(id));

            assertThat(collide(left, right)).containsExactlyInAnyOrder(COMMITTED, ALREADY_HANDLED);
            assertOnlyVisible(left);
        }
    }

    @Test
    void batchesThatShareSagasInOppositeOrdersDoNotLockEachOtherOut() {
        for (int round = 0; round < 20; round++) {
            int in = round;
            var ids = IntStream.range(0, 8)
                    .mapToObj(i -> "s-%d-%d".formatted(in, i))
                    .toList();
            var forth = ids.stream()
                    .map(id -> new CommitDraft<>(sample.saga()).commit("forth-" + id, sample.start(id)))
                    .toList();
            var back = new ArrayList<>(ids.stream()
                    .map(id -> new CommitDraft<>(sample.saga()).commit("back-" + id, sample.start(id)))
                    .toList());
            Collections.reverse(back);

            List<Supplier<CommitResult>> both = List.of(() -> store.commit(forth), () -> store.commit(back));
            var results = Rendezvous.collide(both);

            assertThat(results).extracting(CommitResult::committed).containsExactlyInAnyOrder(true, false);
        }
    }

    private List<CommitOutcome> collide(Commit<E> left, Commit<E> right) {
        List<Supplier<CommitResult>> both =
                List.of(() -> store.commit(List.of(left)), () -> store.commit(List.of(right)));
        return Rendezvous.collide(both).stream()
                .map(result -> result.outcomes().get(0))
                .toList();
    }

    private void assertOnlyVisible(Commit<E> winner) {
        String id = winner.sagaId();
        var stream = store.load(List.of(id)).get(id);
        assertThat(stream.handled()).containsExactly(winner.message().key());
        assertThat(stream.events())
                .isEqualTo(winner.events().stream().map(RecordedEvent::event).toList());
        assertThat(fixture.waiting())
                .filteredOn(command -> command.sagaId().equals(id))
                .extracting(Outbound::causationId)
                .hasSameSizeAs(winner.commands())
                .containsOnly(winner.message().value());
    }
}
