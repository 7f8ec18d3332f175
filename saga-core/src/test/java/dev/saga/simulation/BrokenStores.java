package dev.saga.simulation;

import dev.saga.booking.BookingEvent;
import dev.saga.message.MessageId;
import dev.saga.message.Outbound;
import dev.saga.orchestrator.Commit;
import dev.saga.orchestrator.CommitResult;
import dev.saga.orchestrator.Outgoing;
import dev.saga.orchestrator.SagaStore;
import dev.saga.orchestrator.SagaStream;
import dev.saga.outbox.Outbox;
import dev.saga.saga.Command;
import dev.saga.saga.RecordedEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Stores and outboxes with a mistake in them. */
final class BrokenStores {
    private BrokenStores() {}

    static Stream<Broken> pieces() {
        return Stream.of(
                new Broken(
                        "the store loses the last of several commands",
                        Rig.withStore(real -> changing(real, BrokenStores::withoutTheLastCommand)),
                        "1 commands are published as they are recorded"),
                new Broken(
                        "the inbox forgets what was handled",
                        Rig.withStore(real -> changing(real, BrokenStores::underAnotherIdentity)),
                        "1 two deliveries with one identity"),
                new Broken(
                        "a command gets another id whenever it is recorded",
                        Rig.withStore(real -> changing(real, BrokenStores::underOtherIds)),
                        "1 commands are published as they are recorded"),
                new Broken("the store does not notice that it was overtaken", Rig.withStore(Unlocked::new), ""),
                new Broken("the outbox forgets what it hands out", Rig.withOutbox(Forgetful::new), ""),
                new Broken(
                        "the outbox hands out the last first",
                        Rig.withOutbox(Reversing::new),
                        "1 commands are published as they are recorded"));
    }

    private static Commit<BookingEvent> withoutTheLastCommand(Commit<BookingEvent> commit) {
        int size = commit.commands().size();
        return size < 2
                ? commit
                : changed(commit, commit.message(), commit.commands().subList(0, size - 1));
    }

    private static Commit<BookingEvent> underAnotherIdentity(Commit<BookingEvent> commit) {
        var forgotten = new MessageId(commit.message().value(), UUID.randomUUID());
        return changed(commit, forgotten, commit.commands());
    }

    private static Commit<BookingEvent> underOtherIds(Commit<BookingEvent> commit) {
        var outgoing = commit.commands().stream()
                .map(command -> new Outgoing(UUID.randomUUID(), command.type(), command.command(), command.expiresIn()))
                .toList();
        return changed(commit, commit.message(), outgoing);
    }

    private static Commit<BookingEvent> changed(
            Commit<BookingEvent> commit, MessageId message, List<Outgoing> commands) {
        return new Commit<>(
                commit.sagaId(),
                commit.expectedVersion(),
                message,
                commit.traceparent(),
                commit.events(),
                commands,
                commit.standing(),
                commit.deadLetters());
    }

    private static SagaStore<BookingEvent> changing(
            SagaStore<BookingEvent> real, UnaryOperator<Commit<BookingEvent>> change) {
        return new SagaStore<>() {
            @Override
            public Map<String, SagaStream<BookingEvent>> load(Collection<String> sagaIds) {
                return real.load(sagaIds);
            }

            @Override
            public Map<String, Long> stuckAt(Collection<String> sagaIds) {
                return real.stuckAt(sagaIds);
            }

            @Override
            public CommitResult commit(List<Commit<BookingEvent>> commits) {
                return real.commit(commits.stream().map(change).toList());
            }
        };
    }

    /** Appends to whatever is there: what one writer decided on is no longer what the next one reads. */
    private record Unlocked(SagaStore<BookingEvent> real) implements SagaStore<BookingEvent> {
        @Override
        public Map<String, SagaStream<BookingEvent>> load(Collection<String> sagaIds) {
            return real.load(sagaIds);
        }

        @Override
        public Map<String, Long> stuckAt(Collection<String> sagaIds) {
            return real.stuckAt(sagaIds);
        }

        @Override
        public CommitResult commit(List<Commit<BookingEvent>> commits) {
            var versions = new HashMap<String, Long>();
            var renumbered = new ArrayList<Commit<BookingEvent>>();
            for (Commit<BookingEvent> commit : commits) {
                long version = versions.computeIfAbsent(commit.sagaId(), this::version);
                var events = new ArrayList<RecordedEvent<BookingEvent>>();
                for (var recorded : commit.events()) {
                    events.add(new RecordedEvent<>(version + 1 + events.size(), recorded.event(), recorded.effects()));
                }
                versions.put(commit.sagaId(), version + events.size());
                renumbered.add(new Commit<>(
                        commit.sagaId(),
                        version,
                        commit.message(),
                        commit.traceparent(),
                        events,
                        commit.commands(),
                        commit.standing(),
                        commit.deadLetters()));
            }
            return real.commit(renumbered);
        }

        private long version(String sagaId) {
            return real.load(List.of(sagaId))
                    .getOrDefault(sagaId, SagaStream.empty())
                    .events()
                    .size();
        }
    }

    /** Lets go of commands when they are read, not when they are published. */
    private record Forgetful(Outbox<Command> real) implements Outbox<Command> {
        @Override
        public boolean acquire() {
            return real.acquire();
        }

        @Override
        public void release() {
            real.release();
        }

        @Override
        public List<Outbound<Command>> pendingAfter(long position, int most) {
            var pending = real.pendingAfter(position, most);
            real.remove(pending);
            return pending;
        }

        @Override
        public void remove(Collection<Outbound<Command>> published) {
            real.remove(published);
        }
    }

    /** Takes no care of the order. */
    private record Reversing(Outbox<Command> real) implements Outbox<Command> {
        @Override
        public boolean acquire() {
            return real.acquire();
        }

        @Override
        public void release() {
            real.release();
        }

        @Override
        public List<Outbound<Command>> pendingAfter(long position, int most) {
            var pending = new ArrayList<>(real.pendingAfter(position, most));
            Collections.reverse(pending);
            return pending;
        }

        @Override
        public void remove(Collection<Outbound<Command>> published) {
            real.remove(published);
        }
    }
}
