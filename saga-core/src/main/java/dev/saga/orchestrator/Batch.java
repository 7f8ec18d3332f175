package dev.saga.orchestrator;

import dev.saga.deadletter.DeadLetter;
import dev.saga.deadletter.DeadLetterReason;
import dev.saga.message.Inbound;
import dev.saga.message.Outcome;
import dev.saga.saga.CommandId;
import dev.saga.saga.CorruptStream;
import dev.saga.saga.Effect;
import dev.saga.saga.Milestone;
import dev.saga.saga.OrchestratorAggregate;
import dev.saga.saga.RecordedEvent;
import dev.saga.saga.Refusal;
import dev.saga.saga.Saga;
import dev.saga.saga.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a batch: steps every delivery in memory, in order, and collects what is to be committed. Between the
 * loop and the store, this is where it is decided what happens to a delivery; it does no I/O.
 */
final class Batch<S, I, E> {
    private final Saga<S, I, E> saga;
    private final Map<String, Draft<S, I, E>> drafts;
    private final Map<String, CorruptStream> corrupt;
    private final Set<Handled> handledElsewhere;
    private int rows;

    /** A message that the inbox has for a saga. */
    record Handled(String sagaId, UUID message) {}

    private final List<Commit<E>> commits = new ArrayList<>();
    private final List<Planned<S, I, E>> planned = new ArrayList<>();

    /**
     * @param drafts the sagas that are known, by id
     * @param corrupt the sagas whose history cannot be replayed, by id
     * @param handledElsewhere messages that the inbox turned out to have already
     */
    Batch(
            Saga<S, I, E> saga,
            Map<String, Draft<S, I, E>> drafts,
            Map<String, CorruptStream> corrupt,
            Set<Handled> handledElsewhere) {
        this.saga = saga;
        this.drafts = drafts;
        this.corrupt = corrupt;
        this.handledElsewhere = handledElsewhere;
    }

    /** How many events and commands are to be stored. */
    int rows() {
        return rows;
    }

    List<Commit<E>> commits() {
        return commits;
    }

    /** What each delivery will have done, in the order in which they were stepped. */
    List<Planned<S, I, E>> planned() {
        return planned;
    }

    void step(Delivery<I> delivery, String traceparent) {
        Inbound message = delivery.message();
        if (delivery.content() instanceof Delivery.Unreadable<I> unreadable) {
            var letter = DeadLetter.of("", message, unreadable.reason(), unreadable.detail());
            reject(delivery, draft(""), letter, Commit.ANY_VERSION);
            return;
        }
        String sagaId = delivery.sagaId();
        Draft<S, I, E> draft = draft(sagaId);
        if (isKnown(message, draft)) {
            plan(message, sagaId, Outcome.DUPLICATE, draft, draft.aggregate(), List.of(), "");
            return;
        }
        if (draft.stuck()) {
            reject(delivery, draft, DeadLetter.waiting(sagaId, message, draft.stuckAt()), Commit.ANY_VERSION);
            return;
        }
        CorruptStream corruption = corrupt.get(sagaId);
        if (corruption != null) {
            poison(delivery, corruption);
            return;
        }
        try {
            carryOut(delivery, draft, draft.aggregate().handle(input(delivery)), traceparent);
        } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
            // Errors of the saga's own code too: they would end the process at this message, again and again.
            poison(delivery, e);
        }
    }

    /** The delivery cannot be handled for a reason of its own: it becomes a dead letter, and its saga is stuck at it. */
    void poison(Delivery<I> delivery, Throwable cause) {
        boolean ours = cause instanceof CorruptStream || cause instanceof StoreRefused;
        String detail = (ours ? "" : cause.getClass().getSimpleName() + ": ") + cause.getMessage();
        Draft<S, I, E> draft = draft(delivery.sagaId());
        boolean judged = !delivery.sagaId().isEmpty() && !corrupt.containsKey(delivery.sagaId());
        long expected = judged ? draft.aggregate().version() : Commit.ANY_VERSION;
        reject(
                delivery,
                draft,
                DeadLetter.of(delivery.sagaId(), delivery.message(), DeadLetterReason.POISON, detail),
                expected);
    }

    /** Asks all that the saga's own code has to say before anything is collected, so that it may throw anywhere. */
    private void carryOut(Delivery<I> delivery, Draft<S, I, E> draft, Step<S, I, E> step, String traceparent) {
        Inbound message = delivery.message();
        OrchestratorAggregate<S, I, E> before = draft.aggregate();
        String sagaId = before.id().id();
        if (step instanceof Step.Advance<S, I, E> advance) {
            var outgoing = new ArrayList<Outgoing>();
            Standing.Deadline deadline = delivery.content() instanceof Delivery.Elapsed<I>
                    ? Standing.Deadline.CLEAR
                    : Standing.Deadline.KEEP;
            for (RecordedEvent<E> recorded : advance.events()) {
                int index = 0;
                Duration answerIn = answerIn(recorded.effects());
                for (Effect effect : recorded.effects()) {
                    if (effect instanceof Effect.Send send) {
                        outgoing.add(new Outgoing(
                                CommandId.of(before.id(), recorded.version(), index++),
                                saga.commands().nameOf(send.command()),
                                send.command(),
                                send.expires() ? answerIn : null));
                    } else if (effect instanceof Effect.SetDeadline set) {
                        deadline = new Standing.Deadline.Set(set.in());
                    } else {
                        deadline = Standing.Deadline.CLEAR;
                    }
                }
            }
            rows += advance.events().size() + outgoing.size();
            var commit = new Commit<>(
                    sagaId,
                    before.version(),
                    message.id(),
                    traceparent,
                    advance.events(),
                    outgoing,
                    standing(before, advance.next(), deadline),
                    List.of());
            commits.add(draft.ownsAllCommands() ? commit.handedOver() : commit);
            plan(message, sagaId, Outcome.APPLIED, draft, advance.next(), advance.milestones(), "");
        } else if (step instanceof Step.Refused<S, I, E> refused) {
            var reason = refused.why() == Refusal.UNKNOWN_SAGA
                    ? DeadLetterReason.UNKNOWN_SAGA
                    : DeadLetterReason.CONTRADICTION;
            reject(delivery, draft, DeadLetter.of(sagaId, message, reason, refused.detail()), before.version());
        } else {
            commits.add(new Commit<>(
                    sagaId,
                    before.version(),
                    message.id(),
                    traceparent,
                    List.of(),
                    List.of(),
                    unmoved(delivery),
                    List.of()));
            plan(message, sagaId, Outcome.IGNORED, draft, before, List.of(), "");
        }
    }

    /** Within which time what is asked for is to be answered, null if there is no hurry. */
    private static @Nullable Duration answerIn(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.SetDeadline set) {
                return set.in();
            }
        }
        return null;
    }

    private void reject(Delivery<I> delivery, Draft<S, I, E> draft, DeadLetter letter, long expectedVersion) {
        Inbound message = delivery.message();
        String sagaId = delivery.sagaId();
        if (isKnown(message, draft)) {
            plan(message, sagaId, Outcome.DUPLICATE, draft, draft.aggregate(), List.of(), "");
            return;
        }
        if (letter.parks()) {
            draft.stuckAt(message.id());
        }
        commits.add(new Commit<>(
                sagaId, expectedVersion, message.id(), "", List.of(), List.of(), unmoved(delivery), List.of(letter)));
        String why = letter.reason().label() + ": " + letter.detail();
        plan(message, sagaId, Outcome.REJECTED, draft, draft.aggregate(), List.of(), why);
    }

    private void plan(
            Inbound message,
            String sagaId,
            Outcome outcome,
            Draft<S, I, E> draft,
            OrchestratorAggregate<S, I, E> after,
            List<Milestone> milestones,
            String detail) {
        planned.add(new Planned<>(
                sagaId, message.type(), outcome, draft.aggregate(), after, milestones, draft.startedAt(), detail));
        draft.handled(message.id().key(), after);
    }

    private boolean isKnown(Inbound message, Draft<S, I, E> draft) {
        UUID key = message.id().key();
        return draft.knows(key)
                || handledElsewhere.contains(new Handled(draft.aggregate().id().id(), key));
    }

    private Draft<S, I, E> draft(String sagaId) {
        return drafts.computeIfAbsent(sagaId, id -> new Draft<>(AggregateCache.Cached.unknown(saga, id)));
    }

    private static <S, I, E> Standing standing(
            OrchestratorAggregate<S, I, E> before, OrchestratorAggregate<S, I, E> next, Standing.Deadline deadline) {
        if (next.ended()) {
            return before.ended() ? Standing.STILL_ENDED : Standing.ENDED;
        }
        boolean same = before.version() > 0 && before.stateName().equals(next.stateName());
        return same && deadline instanceof Standing.Deadline.Keep
                ? Standing.UNCHANGED
                : new Standing.InFlight(next.stateName(), deadline);
    }

    /** A deadline that changes nothing must not stay due for ever. */
    private static <I> Standing unmoved(Delivery<I> delivery) {
        return delivery.content() instanceof Delivery.Elapsed<I> elapsed
                ? new Standing.DeadlineOver(elapsed.deadline().version())
                : Standing.UNCHANGED;
    }

    private I input(Delivery<I> delivery) {
        return delivery.content() instanceof Delivery.Elapsed<I> elapsed
                ? saga.deadlineElapsed(
                        elapsed.deadline().sagaId(), elapsed.deadline().state())
                : ((Delivery.Understood<I>) delivery.content()).input();
    }
}
