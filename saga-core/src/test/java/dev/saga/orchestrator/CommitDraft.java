package dev.saga.orchestrator;

import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.saga.OrchestratorAggregate;
import dev.saga.saga.RecordedEvent;
import dev.saga.saga.Saga;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes the commits that the loop would write, without the loop, and remembers where each saga would then stand. */
final class CommitDraft<S, I, E> {
    private final Saga<S, I, E> saga;
    private final Map<String, Draft<S, I, E>> drafts = new HashMap<>();

    CommitDraft(Saga<S, I, E> saga) {
        this.saga = saga;
    }

    /** The commit for this input, following the ones that were drafted before for the same saga. */
    Commit<E> commit(String message, I input) {
        String sagaId = saga.sagaId(input);
        drafts.computeIfAbsent(
                sagaId,
                id -> new Draft<>(AggregateCache.Cached.of(
                        OrchestratorAggregate.start(saga, id), new HashSet<>(), Instant.EPOCH, true)));
        var batch = new Batch<>(saga, drafts, Map.of(), Set.of());
        batch.step(
                new Delivery<>(
                        Inbound.internal(MessageId.of(message), "test", ""), new Delivery.Understood<>(sagaId, input)),
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        return batch.commits().get(0);
    }

    /** The commits for a whole story. */
    List<Commit<E>> commits(String messagePrefix, List<I> story) {
        var commits = new ArrayList<Commit<E>>();
        for (I input : story) {
            commits.add(commit(messagePrefix + commits.size(), input));
        }
        return commits;
    }

    /** Where the saga would stand after all that was drafted. */
    OrchestratorAggregate<S, I, E> at(String sagaId) {
        return drafts.get(sagaId).aggregate();
    }

    static <E> Commit<E> expecting(long version, Commit<E> commit) {
        long shift = version - commit.expectedVersion();
        return new Commit<>(
                commit.sagaId(),
                version,
                commit.message(),
                commit.traceparent(),
                commit.events().stream()
                        .map(recorded ->
                                new RecordedEvent<>(recorded.version() + shift, recorded.event(), recorded.effects()))
                        .toList(),
                commit.commands(),
                commit.standing(),
                commit.deadLetters());
    }

    static <E> Commit<E> standing(Standing standing, Commit<E> commit) {
        return new Commit<>(
                commit.sagaId(),
                commit.expectedVersion(),
                commit.message(),
                commit.traceparent(),
                commit.events(),
                commit.commands(),
                standing,
                commit.deadLetters());
    }

    /** A commit that records nothing but that the message was handled. */
    static <E> Commit<E> silent(String sagaId, long expectedVersion, String message, Standing standing) {
        return new Commit<>(
                sagaId, expectedVersion, MessageId.of(message), "", List.of(), List.of(), standing, List.of());
    }
}
