package dev.saga.memory;

import dev.saga.deadletter.DeadLetter;
import dev.saga.deadletter.DeadLetterReason;
import dev.saga.deadletter.DeadLetterSummary;
import dev.saga.deadletter.DeadLetters;
import dev.saga.deadletter.StoredDeadLetter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The dead letters in memory, under the lock of the store that they belong to. */
final class InMemoryDeadLetters implements DeadLetters {
    private final Clock clock;
    private final Object lock;
    private final TreeMap<Long, StoredDeadLetter> letters = new TreeMap<>();
    private long lastId;

    InMemoryDeadLetters(Clock clock, Object lock) {
        this.clock = clock;
        this.lock = lock;
    }

    void add(DeadLetter letter) {
        synchronized (lock) {
            Instant now = clock.instant();
            letters.put(++lastId, new StoredDeadLetter(lastId, letter, 1, now, now));
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
            return letters.computeIfPresent(id, (i, stored) -> again(stored, reason, detail)) != null;
        }
    }

    private StoredDeadLetter again(StoredDeadLetter stored, DeadLetterReason reason, String detail) {
        var letter = stored.letter();
        return new StoredDeadLetter(
                stored.id(),
                new DeadLetter(letter.sagaId(), letter.message(), reason, detail),
                stored.attempts() + 1,
                stored.firstFailedAt(),
                clock.instant());
    }

    @Override
    public Optional<DeadLetterSummary> discard(long id) {
        synchronized (lock) {
            return Optional.ofNullable(letters.remove(id)).map(StoredDeadLetter::summary);
        }
    }
}
