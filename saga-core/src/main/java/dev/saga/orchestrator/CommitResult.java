package dev.saga.orchestrator;

import java.time.Instant;
import java.util.Collections;
import java.util.List;

/**
 * What became of a batch of commits. Either all of it is durable, or nothing was changed.
 *
 * @param outcomes one per commit, in order
 * @param recordedAt the time of the transaction by the store's clock
 */
public record CommitResult(List<CommitOutcome> outcomes, Instant recordedAt) {
    public CommitResult {
        outcomes = List.copyOf(outcomes);
    }

    /** All of that many commits are durable. */
    public static CommitResult committed(int commits, Instant recordedAt) {
        return new CommitResult(Collections.nCopies(commits, CommitOutcome.COMMITTED), recordedAt);
    }

    /** Whether everything is durable. */
    public boolean committed() {
        for (CommitOutcome outcome : outcomes) {
            if (outcome != CommitOutcome.COMMITTED) {
                return false;
            }
        }
        return true;
    }
}
