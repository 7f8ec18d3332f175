package dev.saga.saga;

import java.util.ArrayList;
import java.util.List;

/**
 * The aggregate root: one saga instance at one version. It is rehydrated from its history and answers each input with
 * the {@link Step} to take, itself unchanged.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param saga the rules
 * @param id which instance this is
 * @param version the version of its last event, 0 before the first
 * @param state where it stands
 * @param <S> the saga's states
 * @param <I> the saga's inputs
 * @param <E> the saga's events
 */
public record OrchestratorAggregate<S, I, E>(Saga<S, I, E> saga, SagaId id, long version, S state) {

    /** An instance without history. */
    public static <S, I, E> OrchestratorAggregate<S, I, E> start(Saga<S, I, E> saga, String id) {
        return new OrchestratorAggregate<>(saga, new SagaId(saga.type(), id), 0, saga.initial());
    }

    /**
     * The instance that this history leads to.
     *
     * @param history its events from version 1 on, in order
     * @throws CorruptStream if the rules could not have produced that history
     */
    public static <S, I, E> OrchestratorAggregate<S, I, E> rehydrate(
            Saga<S, I, E> saga, String id, Iterable<? extends E> history) {
        var aggregate = start(saga, id);
        for (E event : history) {
            aggregate = aggregate.apply(event);
        }
        return aggregate;
    }

    /**
     * What this input does to this saga. Every event is folded before the next one's effects are asked for. What the saga's
     * own code throws is passed on.
     */
    public Step<S, I, E> handle(I input) {
        Decision<E> decision = saga.transitions().decide(state, input);
        if (decision instanceof Decision.Act<E> act) {
            return advance(act.events());
        }
        if (decision instanceof Decision.Refuse<E> refuse) {
            return new Step.Refused<>(refuse.why(), refuse.detail());
        }
        return new Step.Ignored<>(((Decision.Ignore<E>) decision).why());
    }

    /** Whether the saga has ended. */
    public boolean ended() {
        return saga.ended(state);
    }

    /** The name of its state. */
    public String stateName() {
        return saga.stateName(state);
    }

    /**
     * This saga after one more event of its history.
     *
     * @throws CorruptStream if the event is impossible here, or the saga's own code fails on it
     */
    public OrchestratorAggregate<S, I, E> apply(E event) {
        try {
            return after(event);
        } catch (ImpossibleEvent e) {
            throw new CorruptStream(id, version + 1, event.getClass().getSimpleName(), e.getMessage());
        } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
            throw new CorruptStream(id, version + 1, event.getClass().getSimpleName(), "to apply it fails with " + e);
        }
    }

    /** What the saga has to say of its next state is asked here, where it may fail, and not first when that state is stored. */
    private OrchestratorAggregate<S, I, E> after(E event) {
        S next = saga.evolve(state, event);
        saga.stateName(next);
        saga.ended(next);
        saga.size(next);
        return new OrchestratorAggregate<>(saga, id, version + 1, next);
    }

    private Step<S, I, E> advance(List<E> events) {
        var recorded = new ArrayList<RecordedEvent<E>>(events.size());
        var milestones = new ArrayList<Milestone>(0);
        var next = this;
        for (E event : events) {
            next = next.after(event);
            recorded.add(new RecordedEvent<>(next.version, event, saga.react(next.state, event)));
            Milestone milestone = saga.milestone(next.state, event);
            if (milestone != Milestone.NONE) {
                milestones.add(milestone);
            }
        }
        return new Step.Advance<>(next, List.copyOf(recorded), List.copyOf(milestones));
    }
}
