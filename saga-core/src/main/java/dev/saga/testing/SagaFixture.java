package dev.saga.testing;

import dev.saga.saga.Command;
import dev.saga.saga.Effect;
import dev.saga.saga.OrchestratorAggregate;
import dev.saga.saga.RecordedEvent;
import dev.saga.saga.Refusal;
import dev.saga.saga.Saga;
import dev.saga.saga.Silence;
import dev.saga.saga.Step;
import java.util.Arrays;
import java.util.List;

/**
 * Given what was reported before, when this is reported, then the saga does that: a saga's rules as sentences, without
 * store or broker. Failed expectations throw {@link AssertionError}, so any test framework will do.
 *
 * @param <S> the saga's states
 * @param <I> the saga's inputs
 * @param <E> the saga's events
 */
public final class SagaFixture<S, I, E> {
    private OrchestratorAggregate<S, I, E> aggregate;

    private SagaFixture(OrchestratorAggregate<S, I, E> aggregate) {
        this.aggregate = aggregate;
    }

    /** A saga without history. */
    public static <S, I, E> SagaFixture<S, I, E> of(Saga<S, I, E> saga, String sagaId) {
        return new SagaFixture<>(OrchestratorAggregate.start(saga, sagaId));
    }

    /** These were reported before; each must have changed the saga, so that a story cannot silently lose a line. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final SagaFixture<S, I, E> given(I... inputs) {
        for (I input : inputs) {
            if (!(aggregate.handle(input) instanceof Step.Advance<S, I, E> advance)) {
                throw new AssertionError("given %s, but in %s it changes nothing".formatted(input, aggregate.state()));
            }
            aggregate = advance.next();
        }
        return this;
    }

    /** Now this is reported. */
    public Result<S, I, E> when(I input) {
        return new Result<>(aggregate, aggregate.handle(input));
    }

    /**
     * What came of it.
     *
     * @param <S> the saga's states
     * @param <I> the saga's inputs
     * @param <E> the saga's events
     */
    public static final class Result<S, I, E> {
        private final OrchestratorAggregate<S, I, E> before;
        private final Step<S, I, E> step;

        private Result(OrchestratorAggregate<S, I, E> before, Step<S, I, E> step) {
            this.before = before;
            this.step = step;
        }

        /** Then exactly these events are recorded. */
        @SafeVarargs
        @SuppressWarnings("varargs")
        public final Result<S, I, E> thenEvents(E... events) {
            return expect(
                    "events",
                    Arrays.asList(events),
                    advance().events().stream().map(RecordedEvent::event).toList());
        }

        /** Then exactly these commands are sent, in this order. */
        public Result<S, I, E> thenCommands(Command... commands) {
            return expect("commands", Arrays.asList(commands), commandsOf(advance()));
        }

        /** Then the saga is in the state of that name. */
        public Result<S, I, E> thenState(String name) {
            OrchestratorAggregate<S, I, E> after =
                    step instanceof Step.Advance<S, I, E> advance ? advance.next() : before;
            return expect("state", name, after.stateName());
        }

        /** Then nothing changes, for that reason. */
        public Result<S, I, E> thenIgnored(Silence why) {
            return expect("step", new Step.Ignored<S, I, E>(why), step);
        }

        /** Then the input is refused for that reason, with a detail that has these words in it. */
        public Result<S, I, E> thenRefused(Refusal why, String words) {
            if (!(step instanceof Step.Refused<S, I, E> refused) || refused.why() != why) {
                throw new AssertionError("expected a refusal (%s), but the step was %s".formatted(why, step));
            }
            if (!refused.detail().contains(words)) {
                throw new AssertionError("expected «%s» in the detail «%s»".formatted(words, refused.detail()));
            }
            return this;
        }

        private Step.Advance<S, I, E> advance() {
            if (step instanceof Step.Advance<S, I, E> advance) {
                return advance;
            }
            throw new AssertionError("expected the saga to act, but the step was " + step);
        }

        private Result<S, I, E> expect(String what, Object expected, Object actual) {
            if (!expected.equals(actual)) {
                throw new AssertionError("%s: expected%n  %s%nbut was%n  %s".formatted(what, expected, actual));
            }
            return this;
        }

        private static <S, I, E> List<Command> commandsOf(Step.Advance<S, I, E> advance) {
            return advance.events().stream()
                    .flatMap(recorded -> recorded.effects().stream())
                    .filter(Effect.Send.class::isInstance)
                    .map(effect -> ((Effect.Send) effect).command())
                    .toList();
        }
    }
}
