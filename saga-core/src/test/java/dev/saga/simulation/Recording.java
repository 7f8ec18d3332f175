package dev.saga.simulation;

import dev.saga.booking.BookingEvent;
import dev.saga.orchestrator.Commit;
import dev.saga.orchestrator.CommitResult;
import dev.saga.orchestrator.SagaStore;
import dev.saga.orchestrator.SagaStream;
import dev.saga.orchestrator.StoreUnavailable;
import dev.saga.outbox.HandOver;
import dev.saga.saga.Command;
import dev.saga.simulation.Step.Trouble;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The store as one process sees it: what it records into its own shard is handed over, if the process learns of it. */
final class Recording implements SagaStore<BookingEvent> {
    private final Connection connection;
    private final SagaStore<BookingEvent> store;
    private final Shards shards;
    private final LateCommits late;
    private final long number;
    private final HandOver<Command> handOver;
    private final boolean always;

    Recording(Connection connection, Database database, long number, HandOver<Command> handOver) {
        this.connection = connection;
        this.store = database.sagas();
        this.shards = database.shards();
        this.late = database.late();
        this.number = number;
        this.handOver = handOver;
        this.always = database.rig().flaw() == Rig.Flaw.ALWAYS_HANDS_OVER;
    }

    @Override
    public Map<String, SagaStream<BookingEvent>> load(Collection<String> sagaIds) {
        connection.unavailableIf(Trouble.READ_FAILS);
        return store.load(sagaIds);
    }

    @Override
    public Map<String, Long> stuckAt(Collection<String> sagaIds) {
        return store.stuckAt(sagaIds);
    }

    @Override
    public CommitResult commit(List<Commit<BookingEvent>> commits) {
        connection.unavailableIf(Trouble.COMMIT_FAILS);
        connection.crashIf(Trouble.CRASH_BEFORE_COMMIT);
        connection.waitIf(Trouble.OVERTAKEN);
        late.waitFor(commits);
        Runnable durable = connection.durable(commits);
        if (connection.meets(Trouble.COMMIT_LATE)) {
            int many = commits.stream()
                    .mapToInt(commit -> commit.commands().size())
                    .sum();
            long from = shards.reserve(many);
            late.add(commits, () -> {
                if (store.commit(commits).committed()) {
                    shards.record(own(commits), number, from);
                    durable.run();
                }
            });
            throw new StoreUnavailable(Trouble.COMMIT_LATE.words(), new IllegalStateException("simulated"));
        }
        CommitResult result = store.commit(commits);
        if (result.committed()) {
            var recorded = shards.record(own(commits), number);
            durable.run();
            connection.unavailableIf(Trouble.COMMIT_IN_DOUBT);
            connection.crashIf(Trouble.CRASH_AFTER_COMMIT);
            connection.waitIf(Trouble.PAUSED_AFTER_COMMIT);
            handOver.recorded(recorded);
        }
        return result;
    }

    /** Those of the sagas of which every command was recorded here. */
    private Set<String> own(List<Commit<BookingEvent>> commits) {
        Set<String> own = new HashSet<>();
        for (Commit<BookingEvent> commit : commits) {
            if ((always || commit.handOver()) && !commit.commands().isEmpty()) {
                own.add(commit.sagaId());
            }
        }
        return own;
    }
}
