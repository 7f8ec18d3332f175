package dev.saga.orchestrator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.LongPredicate;
import java.util.function.ToLongFunction;

/** What a store must say to a batch of commits, given what it holds: the same for every store. */
public final class Judgement {
    private Judgement() {}

    /**
     * One outcome per commit, in order, each judged as if the ones before it were stored.
     *
     * @param version the stored version of a saga, 0 if unknown
     * @param handled whether the inbox has this message of that saga
     * @param kept whether the dead letter of this id is kept
     * @param stuckAt the first dead letter that this saga is stuck at, 0 if it is not stuck
     */
    public static <E> List<CommitOutcome> of(
            List<Commit<E>> commits,
            ToLongFunction<String> version,
            BiPredicate<String, UUID> handled,
            LongPredicate kept,
            ToLongFunction<String> stuckAt) {
        Map<String, Long> versions = new HashMap<>();
        Set<Batch.Handled> inThisBatch = new HashSet<>();
        var outcomes = new ArrayList<CommitOutcome>(commits.size());
        for (Commit<E> commit : commits) {
            String id = commit.sagaId();
            UUID key = commit.message().key();
            long at = versions.computeIfAbsent(id, version::applyAsLong);
            boolean first = inThisBatch.add(new Batch.Handled(id, key));
            boolean known = handled.test(id, key) && !commit.intake().explains(id);
            if (commit.intake() instanceof Intake.Retried retried && !kept.test(retried.letter())) {
                outcomes.add(CommitOutcome.LETTER_GONE);
            } else if (!first || known) {
                outcomes.add(CommitOutcome.ALREADY_HANDLED);
            } else if (commit.isHeldBy(stuckAt.applyAsLong(id))) {
                outcomes.add(CommitOutcome.STUCK);
            } else if (commit.expectedVersion() != Commit.ANY_VERSION && commit.expectedVersion() != at) {
                outcomes.add(CommitOutcome.VERSION_CONFLICT);
            } else {
                outcomes.add(CommitOutcome.COMMITTED);
                versions.put(id, at + commit.events().size());
            }
        }
        return outcomes;
    }
}
