package dev.saga.memory;

import dev.saga.deadletter.DeadLetter;
import dev.saga.deadletter.DeadLetters;
import dev.saga.deadletter.RetryPolicy;
import dev.saga.deadletter.StuckSagas;
import dev.saga.deadline.Deadlines;
import dev.saga.deadline.DueDeadline;
import dev.saga.inspect.SagaArchive;
import dev.saga.inspect.SagaInFlight;
import dev.saga.inspect.StoredEvent;
import dev.saga.inspect.StoredSaga;
import dev.saga.message.Outbound;
import dev.saga.orchestrator.Commit;
import dev.saga.orchestrator.CommitResult;
import dev.saga.orchestrator.Intake;
import dev.saga.orchestrator.Judgement;
import dev.saga.orchestrator.Outgoing;
import dev.saga.orchestrator.SagaStore;
import dev.saga.orchestrator.SagaStream;
import dev.saga.orchestrator.Standing;
import dev.saga.outbox.Outbox;
import dev.saga.saga.Command;
import dev.saga.saga.RecordedEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The store in memory: the same promises as a database but durability. Safe for use by many threads.
 *
 * @param <E> the saga's events
 */
public final class InMemoryStore<E> implements SagaStore<E>, SagaArchive<E>, Deadlines, Outbox<Command> {
    private final Clock clock;
    private final Map<String, Instance<E>> instances = new HashMap<>();
    private final TreeMap<Long, Outbound<Command>> outbox = new TreeMap<>();
    private final Map<String, InFlightRow> inFlight = new HashMap<>();
    private final InMemoryDeadLetters letters;
    private final InMemoryStuckSagas stuckSagas;
    private long lastPosition;

    /** What is stored of one saga. */
    private static final class Instance<E> {
        private final List<StoredEvent<E>> events = new ArrayList<>();
        private final Set<UUID> handled = new HashSet<>();
    }

    private record InFlightRow(SagaInFlight saga, long version, String traceparent) {
        InFlightRow withoutDeadline() {
            return new InFlightRow(
                    new SagaInFlight(saga.sagaId(), saga.state(), saga.since(), null), version, traceparent);
        }
    }

    /** An empty store on this clock. */
    public InMemoryStore(Clock clock) {
        this(clock, RetryPolicy.USUAL);
    }

    /** An empty store on this clock, in which parked messages are due as this policy says. */
    public InMemoryStore(Clock clock, RetryPolicy policy) {
        this.clock = clock;
        this.letters = new InMemoryDeadLetters(clock, policy, this);
        this.stuckSagas = new InMemoryStuckSagas(clock, letters);
    }

    @Override
    public synchronized Map<String, SagaStream<E>> load(Collection<String> sagaIds) {
        Map<String, SagaStream<E>> streams = new HashMap<>();
        Map<String, Long> stuckAt = stuckAt(sagaIds);
        for (String id : sagaIds) {
            Instance<E> instance = instances.get(id);
            if (instance != null) {
                var history = instance.events;
                Instant startedAt =
                        history.isEmpty() ? Instant.EPOCH : history.get(0).at();
                streams.put(
                        id,
                        new SagaStream<>(
                                history.stream().map(StoredEvent::event).toList(),
                                instance.handled,
                                startedAt,
                                stuckAt.getOrDefault(id, 0L)));
            }
        }
        return streams;
    }

    @Override
    public synchronized Map<String, Long> stuckAt(Collection<String> sagaIds) {
        return stuckSagas.first(sagaIds);
    }

    @Override
    public synchronized CommitResult commit(List<Commit<E>> commits) {
        Instant now = clock.instant();
        List<Commit<E>> all = List.copyOf(commits);
        var nothing = new Instance<E>();
        var outcomes = Judgement.of(
                all,
                id -> instances.getOrDefault(id, nothing).events.size(),
                (id, message) -> instances.getOrDefault(id, nothing).handled.contains(message),
                letters::has,
                id -> letters.isEmpty() ? 0 : stuckAt(List.of(id)).getOrDefault(id, 0L));
        var result = new CommitResult(outcomes, now);
        if (result.committed()) {
            all.forEach(commit -> store(commit, now));
        }
        return result;
    }

    private void store(Commit<E> commit, Instant now) {
        String id = commit.sagaId();
        String cause = commit.message().value();
        Instance<E> instance = instances.computeIfAbsent(id, i -> new Instance<>());
        instance.handled.add(commit.message().key());
        for (RecordedEvent<E> recorded : commit.events()) {
            instance.events.add(new StoredEvent<>(recorded.version(), recorded.event(), cause, now));
        }
        for (Outgoing outgoing : commit.commands()) {
            outbox.put(
                    ++lastPosition,
                    new Outbound<>(
                            lastPosition,
                            outgoing.id(),
                            id,
                            outgoing.type(),
                            cause,
                            commit.traceparent(),
                            now,
                            outgoing.expiresIn() == null ? null : now.plus(outgoing.expiresIn()),
                            outgoing.command()));
        }
        if (commit.standing() instanceof Standing.Ended) {
            inFlight.remove(id);
        } else if (commit.standing() instanceof Standing.InFlight standing) {
            inFlight.put(id, moved(commit, standing, inFlight.get(id), now));
        } else if (commit.standing() instanceof Standing.DeadlineOver over) {
            inFlight.computeIfPresent(id, (i, row) -> row.version() == over.setAt() ? row.withoutDeadline() : row);
        }
        if (commit.intake() instanceof Intake.Retried retried) {
            letters.remove(retried.letter());
        }
        commit.deadLetters().forEach(letters::add);
    }

    private InFlightRow moved(Commit<E> commit, Standing.InFlight standing, @Nullable InFlightRow before, Instant now) {
        boolean stays = before != null && before.saga().state().equals(standing.state());
        Instant since = stays ? before.saga().since() : now;
        Instant dueAt = null;
        if (standing.deadline() instanceof Standing.Deadline.Set set) {
            dueAt = now.plus(set.in());
        } else if (standing.deadline() instanceof Standing.Deadline.Keep && before != null) {
            dueAt = before.saga().dueAt();
        }
        long version = commit.expectedVersion() + commit.events().size();
        return new InFlightRow(
                new SagaInFlight(commit.sagaId(), standing.state(), since, dueAt), version, commit.traceparent());
    }

    @Override
    public synchronized Optional<StoredSaga<E>> find(String sagaId) {
        var row = inFlight.get(sagaId);
        return Optional.ofNullable(instances.get(sagaId))
                .map(instance -> instance.events)
                .filter(history -> !history.isEmpty())
                .map(history -> new StoredSaga<>(
                        sagaId, history, row == null ? null : row.saga().dueAt()));
    }

    @Override
    public synchronized List<SagaInFlight> inFlight(List<String> states, SagaInFlight.Place after, int most) {
        var order = Comparator.comparing(SagaInFlight::since).thenComparing(SagaInFlight::sagaId);
        var start = new SagaInFlight(after.sagaId(), "", after.since(), null);
        return inFlight.values().stream()
                .map(InFlightRow::saga)
                .filter(saga -> states.isEmpty() || states.contains(saga.state()))
                .filter(saga -> order.compare(saga, start) > 0)
                .sorted(order)
                .limit(most)
                .toList();
    }

    @Override
    public synchronized Map<String, Long> inFlightByState() {
        return inFlight.values().stream()
                .collect(Collectors.groupingBy(row -> row.saga().state(), Collectors.counting()));
    }

    @Override
    public synchronized List<DueDeadline> due(int most) {
        Instant now = clock.instant();
        return inFlight.values().stream()
                .filter(row -> row.saga().dueAt() != null && !row.saga().dueAt().isAfter(now))
                .sorted(Comparator.comparing(row -> row.saga().dueAt()))
                .limit(most)
                .map(row -> new DueDeadline(row.saga().sagaId(), row.saga().state(), row.version(), row.traceparent()))
                .toList();
    }

    /** Everything that was rejected and is still kept, in order. */
    public List<DeadLetter> deadLetters() {
        return letters.all();
    }

    /** The same, to be listed, retried and discarded. */
    public DeadLetters letters() {
        return letters;
    }

    /** The sagas that are stuck. */
    public StuckSagas stuckSagas() {
        return stuckSagas;
    }

    @Override
    public boolean acquire() {
        return true;
    }

    @Override
    public void release() {}

    @Override
    public synchronized List<Outbound<Command>> pendingAfter(long position, int most) {
        return outbox.tailMap(position, false).values().stream().limit(most).toList();
    }

    @Override
    public synchronized void remove(Collection<Outbound<Command>> published) {
        published.forEach(command -> outbox.remove(command.position()));
    }
}
