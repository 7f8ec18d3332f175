package dev.saga.memory;

import dev.saga.deadletter.StoredDeadLetter;
import dev.saga.deadletter.StuckSaga;
import dev.saga.deadletter.StuckSagas;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The sagas that are stuck at one of these letters. */
record InMemoryStuckSagas(Clock clock, InMemoryDeadLetters letters) implements StuckSagas {

    @Override
    public List<String> due(int most) {
        Instant now = clock.instant();
        Map<String, Instant> due = new HashMap<>();
        for (String sagaId : letters.stuck()) {
            letters.parked(sagaId).stream()
                    .limit(1)
                    .map(StoredDeadLetter::retryAt)
                    .filter(at -> at != null && !at.isAfter(now))
                    .forEach(at -> due.put(sagaId, at));
        }
        return due.entrySet().stream()
                .sorted(Map.Entry.<String, Instant>comparingByValue()
                        .thenComparing(Comparator.comparing(Map.Entry::getKey)))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public Map<String, StuckSaga> stuck(Collection<String> sagaIds) {
        Map<String, StuckSaga> stuck = new HashMap<>();
        for (String sagaId : sagaIds) {
            var parked = new ArrayList<>(letters.parked(sagaId));
            if (!parked.isEmpty()) {
                var first = parked.get(0);
                stuck.put(sagaId, new StuckSaga(first.firstFailedAt(), first.id(), parked.size() - 1L));
            }
        }
        return stuck;
    }

    @Override
    public long size() {
        return letters.stuck().size();
    }

    /** The first letter of each of these sagas that is stuck. */
    Map<String, Long> first(Collection<String> sagaIds) {
        return stuck(sagaIds).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, saga -> saga.getValue().deadLetter()));
    }
}
