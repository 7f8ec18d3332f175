package dev.saga.simulation;

import dev.saga.booking.BookingEvent;
import dev.saga.orchestrator.Commit;
import java.util.ArrayList;
import java.util.List;

/**
 * Transactions that the database has been told to commit, and has not yet. Nobody sees what is in them; but who wants to
 * write to one of their sagas waits until they are over, because they have its next version.
 */
final class LateCommits {
    private static final int LONGEST = 8;

    private final List<Late> waiting = new ArrayList<>();
    private int step;

    private record Late(List<String> sagas, int notBefore, Runnable effect) {}

    /** These commits take effect some steps later, or when somebody has to wait for them. */
    void add(List<Commit<BookingEvent>> commits, Runnable effect) {
        var sagas = commits.stream().map(Commit::sagaId).toList();
        waiting.add(new Late(sagas, step + 1 + step % LONGEST, effect));
    }

    /** Those whose step has come take effect. */
    void until(int now) {
        step = now;
        if (!waiting.isEmpty()) {
            takeEffect(waiting.stream().filter(late -> late.notBefore() <= now).toList());
        }
    }

    /** All of them take effect. */
    void all() {
        takeEffect(List.copyOf(waiting));
    }

    /** Waits for those that have to do with the same sagas. */
    void waitFor(List<Commit<BookingEvent>> commits) {
        if (!waiting.isEmpty()) {
            takeEffect(waiting.stream()
                    .filter(late ->
                            commits.stream().anyMatch(commit -> late.sagas().contains(commit.sagaId())))
                    .toList());
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    private void takeEffect(List<Late> now) {
        waiting.removeAll(now);
        now.forEach(late -> late.effect().run());
    }
}
