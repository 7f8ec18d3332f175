package dev.saga.orchestrator;

import static dev.saga.orchestrator.CommitOutcome.ALREADY_HANDLED;
import static dev.saga.orchestrator.CommitOutcome.COMMITTED;
import static dev.saga.orchestrator.CommitOutcome.VERSION_CONFLICT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saga.message.MessageId;
import dev.saga.message.Outbound;
import dev.saga.saga.RecordedEvent;
import dev.saga.saga.Saga;
import dev.saga.sample.SagaSample;
import java.util.AbstractList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link SagaStore} promises, whatever it is made of. An adapter extends this once per sample saga; the suites
 * about races and about sagas in flight stand beside it.
 *
 * @param <S> the saga's states
 * @param <I> the saga's inputs
 * @param <E> the saga's events
 */
public abstract class SagaStoreContract<S, I, E> {
    private final SagaSample<S, I, E> sample;
    private final CommitDraft<S, I, E> draft;
    private StoreFixture<E> fixture;
    private SagaStore<E> store;

    /** The suite for this saga. */
    protected SagaStoreContract(SagaSample<S, I, E> sample) {
        this.sample = sample;
        this.draft = new CommitDraft<>(sample.saga());
    }

    /** A fresh, empty store for this saga. */
    protected abstract StoreFixture<E> open(Saga<S, I, E> saga);

    @BeforeEach
    void openAFreshStore() {
        fixture = open(sample.saga());
        store = fixture.store();
    }

    @Test
    void aSagaThatNobodyStoredIsMissing() {
        assertThat(store.load(List.of("nobody"))).isEmpty();
        assertThat(store.load(List.of())).isEmpty();
        assertThat(fixture.archive().find("nobody")).isEmpty();
    }

    @Test
    void whatIsCommittedIsLoadedWithTheKeysOfTheMessagesThatWereHandled() {
        var commits = draft.commits("m-", sample.story("s-1"));
        for (Commit<E> commit : commits) {
            assertThat(store.commit(List.of(commit)).outcomes()).containsExactly(COMMITTED);
        }

        var stream = store.load(List.of("s-1", "nobody"));

        assertThat(stream).containsOnlyKeys("s-1");
        assertThat(stream.get("s-1").events()).isEqualTo(events(commits));
        assertThat(stream.get("s-1").handled()).isEqualTo(keys(commits));
    }

    @Test
    void severalCommitsOfOneSagaInOneBatchFollowEachOther() {
        var commits = draft.commits("m-", sample.story("s-1"));

        assertThat(store.commit(commits).committed()).isTrue();

        assertThat(store.load(List.of("s-1")).get("s-1").events()).isEqualTo(events(commits));
        assertThat(fixture.waiting())
                .extracting(Outbound::id)
                .containsExactlyElementsOf(commits.stream()
                        .flatMap(commit -> commit.commands().stream())
                        .map(Outgoing::id)
                        .toList());
    }

    @Test
    void theSagaStartedWhenItsFirstEventWasRecorded() {
        var story = draft.commits("m-", sample.story("s-1"));
        var first = store.commit(story.subList(0, 1)).recordedAt();
        fixture.letTimePass(sample.deadline());
        store.commit(story.subList(1, 2));

        var stored = fixture.archive().find("s-1").orElseThrow();
        assertThat(stored.events())
                .first()
                .satisfies(event -> assertThat(event.at())
                        .isEqualTo(store.load(List.of("s-1")).get("s-1").startedAt()));
        assertThat(stored.events())
                .last()
                .satisfies(event -> assertThat(event.at()).isAfter(first));
    }

    @Test
    void theHistorySaysVersionAndCauseOfEveryEvent() {
        var commits = draft.commits("cause-", sample.story("s-1"));
        store.commit(commits);

        var stored = fixture.archive().find("s-1").orElseThrow().events();

        assertThat(stored)
                .extracting(event -> event.version())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, stored.size()).boxed().toList());
        assertThat(stored)
                .extracting(event -> event.causedBy())
                .containsExactlyElementsOf(commits.stream()
                        .flatMap(commit -> commit.events().stream()
                                .map(event -> commit.message().value()))
                        .toList());
    }

    @Test
    void aStaleWriterIsToldAndNothingOfItIsStored() {
        var commits = draft.commits("m-", sample.story("s-1"));
        store.commit(List.of(commits.get(0)));
        var before = Snapshot.of(fixture, "s-1");

        var stale = CommitDraft.expecting(0, commits.get(1));
        var early = CommitDraft.expecting(17, commits.get(1));

        assertThat(store.commit(List.of(stale)).outcomes()).containsExactly(VERSION_CONFLICT);
        assertThat(store.commit(List.of(early)).outcomes()).containsExactly(VERSION_CONFLICT);
        assertThat(Snapshot.of(fixture, "s-1")).isEqualTo(before);
    }

    @Test
    void theVersionIsCheckedEvenWhereNoEventIsRecorded() {
        store.commit(List.of(draft.commit("m-1", sample.start("s-1"))));
        long version = draft.at("s-1").version();

        var wrong = CommitDraft.<E>silent("s-1", version - 1, "m-2", Standing.UNCHANGED);
        var right = CommitDraft.<E>silent("s-1", version, "m-2", Standing.UNCHANGED);

        assertThat(store.commit(List.of(wrong)).outcomes()).containsExactly(VERSION_CONFLICT);
        assertThat(store.load(List.of("s-1")).get("s-1").handled())
                .doesNotContain(MessageId.of("m-2").key());
        assertThat(store.commit(List.of(right)).outcomes()).containsExactly(COMMITTED);
        assertThat(store.load(List.of("s-1")).get("s-1").handled())
                .contains(MessageId.of("m-2").key());
    }

    @Test
    void theVersionOfASagaWithoutHistoryIsZero() {
        var wrong = CommitDraft.<E>silent("s-1", 1, "m-1", Standing.UNCHANGED);
        var right = CommitDraft.<E>silent("s-1", 0, "m-1", Standing.UNCHANGED);

        assertThat(store.commit(List.of(wrong)).outcomes()).containsExactly(VERSION_CONFLICT);
        assertThat(store.commit(List.of(right)).outcomes()).containsExactly(COMMITTED);
    }

    @Test
    void whatCouldNotBeJudgedAtAVersionIsStoredAtAny() {
        store.commit(List.of(draft.commit("m-1", sample.start("s-1"))));

        var commit = CommitDraft.<E>silent("s-1", Commit.ANY_VERSION, "m-2", Standing.UNCHANGED);

        assertThat(store.commit(List.of(commit)).outcomes()).containsExactly(COMMITTED);
        assertThat(store.commit(List.of(commit)).outcomes()).containsExactly(ALREADY_HANDLED);
    }

    @Test
    void aMessageThatTheInboxHasIsToldApartAndChangesNothing() {
        var commits = draft.commits("m-", sample.story("s-1"));
        var second = commits.get(1);
        store.commit(commits.subList(0, 1));
        store.commit(List.of(CommitDraft.silent("s-1", second.expectedVersion(), "ignored", Standing.UNCHANGED)));
        var before = Snapshot.of(fixture, "s-1");

        var copy = new Commit<>(
                "s-1",
                second.expectedVersion(),
                MessageId.of("ignored"),
                "",
                second.events(),
                second.commands(),
                second.standing(),
                List.of());

        assertThat(store.commit(List.of(copy)).outcomes()).containsExactly(ALREADY_HANDLED);
        assertThat(Snapshot.of(fixture, "s-1")).isEqualTo(before);
    }

    @Test
    void oneMessageTwiceInOneBatchStoresNothing() {
        var first = draft.commit("m-1", sample.start("s-1"));
        var ignored = CommitDraft.<E>silent("s-1", draft.at("s-1").version(), "m-2", Standing.UNCHANGED);

        assertThat(store.commit(List.of(first, ignored, ignored)).outcomes())
                .containsExactly(COMMITTED, COMMITTED, ALREADY_HANDLED);
        assertThat(store.load(List.of("s-1"))).isEmpty();
        assertThat(fixture.waiting()).isEmpty();
    }

    @Test
    void oneCommitThatConflictsKeepsTheWholeBatchOut() {
        store.commit(List.of(draft.commit("m-1", sample.start("b"))));
        var batch = List.of(
                draft.commit("m-2", sample.start("a")),
                CommitDraft.expecting(0, draft.commit("m-3", sample.story("b").get(1))),
                draft.commit("m-4", sample.start("c")));
        var before = Snapshot.of(fixture, "a", "b", "c");

        var result = store.commit(batch);

        assertThat(result.committed()).isFalse();
        assertThat(result.outcomes()).containsExactly(COMMITTED, VERSION_CONFLICT, COMMITTED);
        assertThat(Snapshot.of(fixture, "a", "b", "c")).isEqualTo(before);
    }

    @Test
    void anErrorInTheMiddleOfACommitLeavesNothing() {
        var commits = draft.commits("m-", sample.story("s-1"));
        var breaking = new AbstractList<Commit<E>>() {
            @Override
            public Commit<E> get(int index) {
                if (index > 0) {
                    throw new AssertionError("in the middle");
                }
                return commits.get(index);
            }

            @Override
            public int size() {
                return commits.size();
            }
        };

        assertThatThrownBy(() -> store.commit(breaking)).isInstanceOf(AssertionError.class);

        assertThat(Snapshot.of(fixture, "s-1")).isEqualTo(Snapshot.EMPTY);
        assertThat(store.commit(commits).committed()).isTrue();
    }

    @Test
    void commandsWaitWithAllThatABrokerIsTold() {
        var commit = draft.commit("cause-1", sample.start("s-1"));
        store.commit(List.of(commit));

        var waiting = fixture.waiting();

        assertThat(waiting).hasSameSizeAs(commit.commands()).isNotEmpty();
        for (int i = 0; i < waiting.size(); i++) {
            assertThat(waiting.get(i).id()).isEqualTo(commit.commands().get(i).id());
            assertThat(waiting.get(i).type()).isEqualTo(commit.commands().get(i).type());
            assertThat(waiting.get(i).sagaId()).isEqualTo("s-1");
            assertThat(waiting.get(i).causationId()).isEqualTo("cause-1");
            assertThat(waiting.get(i).traceparent()).isEqualTo(commit.traceparent());
        }
        assertThat(waiting).extracting(Outbound::position).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void idsAreTakenLiterally() {
        var ids = SagaIds.ODD;
        for (String id : ids) {
            store.commit(draft.commits("message of " + id, sample.story(id).subList(0, 2)));
        }

        assertThat(store.load(ids)).containsOnlyKeys(ids);
        for (String id : ids) {
            assertThat(store.load(Set.of(id))).containsOnlyKeys(id);
            assertThat(fixture.archive().find(id).orElseThrow().sagaId()).isEqualTo(id);
        }
        assertThat(Set.copyOf(fixture.waiting().stream().map(Outbound::sagaId).toList()))
                .isEqualTo(Set.copyOf(ids));
    }

    @Test
    void aMessageIsInTheInboxOfItsOwnSaga() {
        store.commit(List.of(draft.commit("m-1", sample.start("a"))));
        store.commit(List.of(draft.commit("m-2", sample.start("b"))));

        assertThat(store.load(List.of("a", "b")).get("a").handled())
                .containsExactly(MessageId.of("m-1").key());
    }

    private List<E> events(List<Commit<E>> commits) {
        return commits.stream()
                .flatMap(commit -> commit.events().stream())
                .map(RecordedEvent::event)
                .toList();
    }

    private Set<UUID> keys(List<Commit<E>> commits) {
        return Set.copyOf(commits.stream().map(commit -> commit.message().key()).toList());
    }
}
