package dev.saga.memory;

import dev.saga.deadletter.DeadLetter;
import dev.saga.deadletter.DeadLetterReason;
import dev.saga.deadletter.DeadLetterSummary;
import dev.saga.deadletter.DeadLetters;
import dev.saga.deadletter.RetryPolicy;
import dev.saga.deadletter.StoredDeadLetter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** The dead letters in memory, under the lock of the store that they belong to. */
final class InMemoryDeadLetters implements DeadLetters {
    private final Clock clock;
    private final RetryPolicy policy;
    private final Object lock;
    private final TreeMap<Long, StoredDeadLetter> letters = new TreeMap<>();
    private long lastId;

    InMemoryDeadLetters(Clock clock, RetryPolicy policy, Object lock) {
        this.clock = clock;
        this.policy = policy;
        this.lock = lock;
    }

    void add(DeadLetter letter) {
        synchronized (lock) {
            letters.put(++lastId, StoredDeadLetter.recorded(lastId, letter, clock.instant(), policy, chance()));
        }
    }

    boolean isEmpty() {
        synchronized (lock) {
            return letters.isEmpty();
        }
    }

    boolean has(long id) {
        synchronized (lock) {
            return letters.containsKey(id);
        }
    }

    List<DeadLetter> all() {
        synchronized (lock) {
            return letters.values().stream().map(StoredDeadLetter::letter).toList();
        }
    }

    @Override
    public List<DeadLetterSummary> list(long after, int most) {
        synchronized (lock) {
            return letters.tailMap(after, false).values().stream()
                    .limit(most)
                    .map(StoredDeadLetter::summary)
                    .toList();
        }
    }

    @Override
    public Optional<StoredDeadLetter> find(long id) {
        synchronized (lock) {
            return Optional.ofNullable(letters.get(id));
        }
    }

    @Override
    public boolean refusedAgain(long id, DeadLetterReason reason, String detail) {
        synchronized (lock) {
            return letters.computeIfPresent(
                            id, (i, stored) -> stored.refusedAgain(reason, detail, clock.instant(), policy, chance()))
                    != null;
        }
    }

    @Override
    public Optional<DeadLetterSummary> discard(long id) {
        synchronized (lock) {
            Optional<StoredDeadLetter> gone = Optional.ofNullable(letters.remove(id));
            gone.map(StoredDeadLetter::letter).filter(DeadLetter::parks).ifPresent(letter -> release(letter.sagaId()));
            return gone.map(StoredDeadLetter::summary);
        }
    }

    /** The letters that this saga is stuck at, in order. */
    List<StoredDeadLetter> parked(String sagaId) {
        synchronized (lock) {
            return letters.values().stream()
                    .filter(stored ->
                            stored.letter().parks() && stored.letter().sagaId().equals(sagaId))
                    .toList();
        }
    }

    /** The sagas that are stuck. */
    Set<String> stuck() {
        synchronized (lock) {
            return letters.values().stream()
                    .map(StoredDeadLetter::letter)
                    .filter(DeadLetter::parks)
                    .map(DeadLetter::sagaId)
                    .collect(Collectors.toSet());
        }
    }

    /** A retry takes its letter away without looking further: what is behind it is due anyway. */
    void remove(long id) {
        synchronized (lock) {
            letters.remove(id);
        }
    }

    private void release(String sagaId) {
        Instant now = clock.instant();
        parked(sagaId).forEach(behind -> letters.put(behind.id(), behind.dueAt(now)));
    }

    private static double chance() {
        return ThreadLocalRandom.current().nextDouble();
    }
}
