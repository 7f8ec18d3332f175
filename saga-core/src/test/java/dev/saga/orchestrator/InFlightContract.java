package dev.saga.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.deadline.DueDeadline;
import dev.saga.inspect.SagaInFlight;
import dev.saga.inspect.SagaInFlight.Place;
import dev.saga.saga.Saga;
import dev.saga.sample.SagaSample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every store promises about sagas in flight and their deadlines.
 *
 * @param <S> the saga's states
 * @param <I> the saga's inputs
 * @param <E> the saga's events
 */
public abstract class InFlightContract<S, I, E> {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Standing.Deadline KEEP = new Standing.Deadline.Keep();
    private static final Standing.Deadline CLEAR = new Standing.Deadline.Clear();

    private final SagaSample<S, I, E> sample;
    private final CommitDraft<S, I, E> draft;
    private StoreFixture<E> fixture;

    /** The suite for this saga. */
    protected InFlightContract(SagaSample<S, I, E> sample) {
        this.sample = sample;
        this.draft = new CommitDraft<>(sample.saga());
    }

    /** A fresh, empty store for this saga. */
    protected abstract StoreFixture<E> open(Saga<S, I, E> saga);

    @BeforeEach
    void openAFreshStore() {
        fixture = open(sample.saga());
    }

    @Test
    void aSagaIsInFlightFromItsFirstEventToItsLast() {
        var commits = draft.commits("m-", sample.story("s-1"));

        commit(commits.get(0));
        assertThat(inFlight()).extracting(SagaInFlight::sagaId).containsExactly("s-1");

        commits.subList(1, commits.size()).forEach(this::commit);
        assertThat(inFlight()).isEmpty();
        assertThat(fixture.archive().inFlightByState().values()).allMatch(count -> count == 0);
        assertThat(fixture.archive().find("s-1").orElseThrow().dueAt()).isNull();
    }

    @Test
    void aSagaThatStartsAndEndsInOneBatchIsNotInFlight() {
        fixture.store().commit(draft.commits("m-", sample.story("s-1")));

        assertThat(inFlight()).isEmpty();
        assertThat(fixture.archive().find("s-1")).isPresent();
    }

    @Test
    void whatStaysInAStateHasBeenThereSinceItCame() {
        stand("s-1", "WAITING", CLEAR);
        var came = only().since();
        fixture.letTimePass(MINUTE);
        stand("s-1", "WAITING", new Standing.Deadline.Set(HOUR));
        assertThat(only().since()).isEqualTo(came);

        fixture.letTimePass(MINUTE);
        stand("s-1", "ELSEWHERE", KEEP);
        assertThat(only().since()).isAfter(came);
        assertThat(only().state()).isEqualTo("ELSEWHERE");
    }

    @Test
    void aDeadlineIsCountedFromItsCommitAndReplacedByTheNext() {
        stand("s-1", "WAITING", new Standing.Deadline.Set(HOUR));
        fixture.letTimePass(HOUR.minus(MINUTE));
        assertThat(due()).isEmpty();

        stand("s-1", "WAITING", new Standing.Deadline.Set(HOUR));
        fixture.letTimePass(HOUR.minus(MINUTE));
        assertThat(due()).isEmpty();
        fixture.letTimePass(MINUTE.multipliedBy(2));

        assertThat(due()).extracting(DueDeadline::sagaId).containsExactly("s-1");
    }

    @Test
    void aDeadlineThatIsKeptOutlivesAChangeOfState() {
        stand("s-1", "WAITING", new Standing.Deadline.Set(HOUR));
        var dueAt = dueAt("s-1");
        stand("s-1", "ELSEWHERE", KEEP);
        assertThat(dueAt("s-1")).isEqualTo(dueAt).isNotNull();

        fixture.letTimePass(HOUR.plus(MINUTE));

        assertThat(due()).extracting(DueDeadline::state).containsExactly("ELSEWHERE");
    }

    @Test
    void aDeadlineThatIsClearedNeverFires() {
        stand("s-1", "WAITING", new Standing.Deadline.Set(HOUR));
        stand("s-1", "WAITING", CLEAR);
        assertThat(dueAt("s-1")).isNull();

        fixture.letTimePass(HOUR.multipliedBy(2));

        assertThat(due()).isEmpty();
        assertThat(inFlight()).hasSize(1);
    }

    @Test
    void anElapsedDeadlineIsTakenAwayOnlyIfItIsStillTheOne() {
        stand("s-1", "WAITING", new Standing.Deadline.Set(MINUTE));
        fixture.letTimePass(HOUR);
        var first = due().get(0);
        stand("s-1", "WAITING", new Standing.Deadline.Set(MINUTE));
        fixture.letTimePass(HOUR);
        var second = due().get(0);
        assertThat(second.messageId()).isNotEqualTo(first.messageId());

        commit(CommitDraft.silent("s-1", Commit.ANY_VERSION, "late", new Standing.DeadlineOver(first.version())));
        assertThat(due()).containsExactly(second);

        commit(CommitDraft.silent("s-1", Commit.ANY_VERSION, "now", new Standing.DeadlineOver(second.version())));
        assertThat(due()).isEmpty();
        assertThat(only().state()).isEqualTo("WAITING");
    }

    @Test
    void anElapsedDeadlineOfASagaThatHasEndedIsNothing() {
        fixture.store().commit(draft.commits("m-", sample.story("s-1")));

        commit(CommitDraft.silent("s-1", Commit.ANY_VERSION, "late", new Standing.DeadlineOver(2)));

        assertThat(inFlight()).isEmpty();
    }

    @Test
    void whatIsDueSaysWhoseAndInWhichStateAndInWhichTrace() {
        var start = draft.commit("m-1", sample.start("s-1"));
        commit(start);
        assertThat(due()).isEmpty();
        fixture.letTimePass(sample.deadline().plus(MINUTE));

        assertThat(due())
                .containsExactly(new DueDeadline(
                        "s-1", draft.at("s-1").stateName(), draft.at("s-1").version(), start.traceparent()));
    }

    @Test
    void whatElapsedFirstIsDueFirst() {
        stand("third", "WAITING", new Standing.Deadline.Set(HOUR.multipliedBy(3)));
        stand("first", "WAITING", new Standing.Deadline.Set(HOUR));
        stand("second", "WAITING", new Standing.Deadline.Set(HOUR.multipliedBy(2)));
        stand("later", "WAITING", new Standing.Deadline.Set(HOUR.multipliedBy(9)));
        stand("never", "WAITING", CLEAR);
        fixture.letTimePass(HOUR.multipliedBy(4));

        assertThat(due()).extracting(DueDeadline::sagaId).containsExactly("first", "second", "third");
        assertThat(fixture.deadlines().due(2)).extracting(DueDeadline::sagaId).containsExactly("first", "second");
    }

    @Test
    void whatIsDueStaysDueUntilSomethingIsDoneAboutIt() {
        stand("s-1", "WAITING", new Standing.Deadline.Set(HOUR));
        fixture.letTimePass(HOUR.plus(MINUTE));

        assertThat(due()).isEqualTo(due()).hasSize(1);
    }

    @Test
    void sagasInFlightAreListedOldestFirstAndPageByPage() {
        var ids = new ArrayList<String>();
        for (String id : SagaIds.ODD) {
            stand(id, "WAITING", CLEAR);
            ids.add(id);
            if (ids.size() % 3 != 0) {
                fixture.letTimePass(MINUTE);
            }
        }

        var seen = new ArrayList<SagaInFlight>();
        Place place = Place.START;
        for (var page = page(place); !page.isEmpty(); page = page(place)) {
            assertThat(page).hasSizeLessThanOrEqualTo(4);
            seen.addAll(page);
            place = page.get(page.size() - 1).place();
        }

        assertThat(seen).extracting(SagaInFlight::sagaId).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(seen).extracting(SagaInFlight::since).isSorted();
        assertThat(seen).isEqualTo(inFlight());
    }

    @Test
    void sagasInFlightAreFoundAndCountedByState() {
        stand("a", "WAITING", CLEAR);
        stand("b", "PAYING", new Standing.Deadline.Set(HOUR));
        stand("c", "WAITING", CLEAR);
        stand("d", "STUCK", CLEAR);

        assertThat(fixture.archive().inFlight(List.of("WAITING"), Place.START, 10))
                .extracting(SagaInFlight::sagaId)
                .containsExactlyInAnyOrder("a", "c");
        assertThat(fixture.archive().inFlight(List.of("PAYING", "STUCK"), Place.START, 10))
                .extracting(SagaInFlight::sagaId)
                .containsExactlyInAnyOrder("b", "d");
        assertThat(fixture.archive().inFlight(List.of("NONE"), Place.START, 10)).isEmpty();
        assertThat(fixture.archive().inFlightByState())
                .containsEntry("WAITING", 2L)
                .containsEntry("PAYING", 1L)
                .containsEntry("STUCK", 1L);
    }

    @Test
    void whatConflictsLeavesStandingAndDeadlineAsTheyWere() {
        stand("s-1", "WAITING", new Standing.Deadline.Set(HOUR));
        var before = inFlight();

        commit(CommitDraft.silent("s-1", 99, "stale", new Standing.InFlight("ELSEWHERE", CLEAR)));
        commit(CommitDraft.silent("s-1", 98, "staler", Standing.ENDED));

        assertThat(inFlight()).isEqualTo(before);
    }

    /** The saga takes the next step of its story, if any is left, and is then said to stand like that. */
    private void stand(String sagaId, String state, Standing.Deadline deadline) {
        var story = sample.story(sagaId);
        var stream = fixture.store().load(List.of(sagaId)).get(sagaId);
        int told = stream == null ? 0 : stream.handled().size();
        var commit = draft.commit("message %d of %s".formatted(told, sagaId), story.get(told));
        commit(CommitDraft.standing(new Standing.InFlight(state, deadline), commit));
    }

    private void commit(Commit<E> commit) {
        fixture.store().commit(List.of(commit));
    }

    private List<SagaInFlight> page(Place after) {
        return fixture.archive().inFlight(List.of(), after, 4);
    }

    private List<SagaInFlight> inFlight() {
        return fixture.archive().inFlight(List.of(), Place.START, 1_000);
    }

    private SagaInFlight only() {
        assertThat(inFlight()).hasSize(1);
        return inFlight().get(0);
    }

    private @Nullable Instant dueAt(String sagaId) {
        return fixture.archive().find(sagaId).orElseThrow().dueAt();
    }

    private List<DueDeadline> due() {
        return fixture.deadlines().due(100);
    }
}
