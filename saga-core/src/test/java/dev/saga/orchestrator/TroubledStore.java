package dev.saga.orchestrator;

import dev.saga.saga.CorruptStream;
import dev.saga.saga.SagaId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** A store to which things happen when the test wants them to. */
final class TroubledStore<E> implements SagaStore<E> {
    private SagaStore<E> store;
    private final Set<String> corrupt = new HashSet<>();
    private Runnable beforeLoad = () -> {};
    private Runnable beforeCommit = () -> {};
    private Runnable afterCommit = () -> {};
    private Predicate<Commit<E>> refused = commit -> false;
    private int loads;
    private int largestLoad;
    private int attempts;

    TroubledStore(SagaStore<E> store) {
        this.store = store;
    }

    /** From now on another server answers. */
    void failOverTo(SagaStore<E> successor) {
        store = successor;
    }

    /** Happens once, right before the next load. */
    void beforeTheNextLoad(Runnable event) {
        beforeLoad = event;
    }

    /** Happens once, right before the next commit. */
    void beforeTheNextCommit(Runnable event) {
        beforeCommit = event;
    }

    /** Happens once, right after the next commit is durable. */
    void afterTheNextCommit(Runnable event) {
        afterCommit = event;
    }

    /** Refuses every batch in which there is such a commit. */
    void refuse(Predicate<Commit<E>> commits) {
        refused = commits;
    }

    void corrupt(String sagaId) {
        corrupt.add(sagaId);
    }

    int loads() {
        return loads;
    }

    /** The most sagas that were asked for at once. */
    int largestLoad() {
        return largestLoad;
    }

    int attempts() {
        return attempts;
    }

    @Override
    public Map<String, SagaStream<E>> load(Collection<String> sagaIds) {
        loads++;
        largestLoad = Math.max(largestLoad, sagaIds.size());
        Runnable before = beforeLoad;
        beforeLoad = () -> {};
        before.run();
        for (String id : sagaIds) {
            if (corrupt.contains(id)) {
                throw new CorruptStream(new SagaId("test", id), 2, "Unknown", "no such event is known");
            }
        }
        return store.load(sagaIds);
    }

    @Override
    public Map<String, Long> stuckAt(Collection<String> sagaIds) {
        return store.stuckAt(sagaIds);
    }

    @Override
    public CommitResult commit(List<Commit<E>> commits) {
        attempts++;
        Runnable before = beforeCommit;
        beforeCommit = () -> {};
        before.run();
        if (commits.stream().anyMatch(refused)) {
            throw new StoreRefused("it has a value that cannot be stored", new IllegalArgumentException("NUL"));
        }
        CommitResult result = store.commit(commits);
        Runnable after = afterCommit;
        afterCommit = () -> {};
        after.run();
        return result;
    }
}
