package dev.saga.inspect;

import dev.saga.saga.Command;
import dev.saga.saga.CommandId;
import dev.saga.saga.CorruptStream;
import dev.saga.saga.Effect;
import dev.saga.saga.OrchestratorAggregate;
import dev.saga.saga.Saga;
import dev.saga.saga.SagaId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One saga's life, replayed: where it stands, what it waits for, and every event with the commands that it caused.
 *
 * @param sagaId its id
 * @param sagaType its kind
 * @param state the name of its state
 * @param version the version of its last event
 * @param startedAt when its first event was recorded, null if not even that can be read
 * @param updatedAt when its last event was recorded, the same
 * @param endedAt when it ended, null while it is in flight
 * @param dueAt when its deadline elapses, null if none is set
 * @param awaiting the commands that are not answered
 * @param entries the events, in order
 * @param corruption why not all is here: the events from one on, or what is awaited; null if all is
 * @param <E> the saga's events
 */
public record SagaHistory<E>(
        String sagaId,
        String sagaType,
        String state,
        long version,
        @Nullable Instant startedAt,
        @Nullable Instant updatedAt,
        @Nullable Instant endedAt,
        @Nullable Instant dueAt,
        List<Awaited> awaiting,
        List<Entry<E>> entries,
        @Nullable CorruptStream corruption) {

    /**
     * An event and the commands that it caused.
     *
     * @param stored the event
     * @param state the name of the state that it led to
     * @param commands the commands, derived again by the saga's own code
     * @param <E> the saga's events
     */
    public record Entry<E>(StoredEvent<E> stored, String state, List<Sent> commands) {}

    /**
     * A command that was recorded.
     *
     * @param id its id, the same as when it was published
     * @param type its contract name
     * @param command the command
     */
    public record Sent(UUID id, String type, Command command) {}

    /**
     * A command that is not answered.
     *
     * @param type its contract name
     * @param command the command
     * @param since when it was recorded
     */
    public record Awaited(String type, Command command, Instant since) {}

    /**
     * The history of a stored saga.
     *
     * @throws dev.saga.saga.CorruptStream if the saga's rules could not have produced it
     */
    public static <S, I, E> SagaHistory<E> of(Saga<S, I, E> saga, StoredSaga<E> stored) {
        SagaHistory<E> history = readable(saga, stored);
        if (history.corruption != null) {
            throw history.corruption;
        }
        return history;
    }

    /** The history of a stored saga, up to the event that cannot be read or that the saga's rules could not have produced. */
    public static <S, I, E> SagaHistory<E> readable(Saga<S, I, E> saga, StoredSaga<E> stored) {
        var id = new SagaId(saga.type(), stored.sagaId());
        var aggregate = OrchestratorAggregate.start(saga, stored.sagaId());
        var entries = new ArrayList<Entry<E>>();
        Instant endedAt = null;
        CorruptStream corruption = stored.corruption();
        for (StoredEvent<E> event : stored.events()) {
            try {
                var next = aggregate.apply(event.event());
                var commands = commands(saga, id, event, saga.react(next.state(), event.event()));
                entries.add(new Entry<>(event, next.stateName(), commands));
                aggregate = next;
            } catch (CorruptStream e) {
                corruption = e;
                break;
            } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
                corruption = failing(id, event, "to derive what it causes", e);
                break;
            }
            if (endedAt == null && aggregate.ended()) {
                endedAt = event.at();
            }
        }
        List<Awaited> awaiting = List.of();
        if (!entries.isEmpty() && corruption == null) {
            try {
                awaiting = awaiting(saga, aggregate.state(), entries);
            } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
                corruption =
                        failing(id, entries.get(entries.size() - 1).stored(), "to tell what is awaited after it", e);
            }
        }
        return new SagaHistory<>(
                stored.sagaId(),
                saga.type(),
                aggregate.stateName(),
                aggregate.version(),
                entries.isEmpty() ? null : entries.get(0).stored().at(),
                entries.isEmpty()
                        ? null
                        : entries.get(entries.size() - 1).stored().at(),
                endedAt,
                stored.dueAt(),
                awaiting,
                List.copyOf(entries),
                corruption);
    }

    /** The saga's own code fails on what is stored. */
    private static CorruptStream failing(SagaId id, StoredEvent<?> event, String what, Throwable cause) {
        String type = event.event().getClass().getSimpleName();
        return new CorruptStream(id, event.version(), type, what + " fails with " + cause);
    }

    private static <E> List<Sent> commands(Saga<?, ?, E> saga, SagaId id, StoredEvent<E> event, List<Effect> effects) {
        var commands = new ArrayList<Sent>();
        for (Effect effect : effects) {
            if (effect instanceof Effect.Send send) {
                commands.add(new Sent(
                        CommandId.of(id, event.version(), commands.size()),
                        saga.commands().nameOf(send.command()),
                        send.command()));
            }
        }
        return List.copyOf(commands);
    }

    private static <S, E> List<Awaited> awaiting(Saga<S, ?, E> saga, S state, List<Entry<E>> entries) {
        return saga.awaiting(state).stream()
                .map(command -> new Awaited(saga.commands().nameOf(command), command, recordedAt(command, entries)))
                .toList();
    }

    private static <E> Instant recordedAt(Command command, List<Entry<E>> entries) {
        Instant at = entries.get(0).stored().at();
        for (Entry<E> entry : entries) {
            if (entry.commands().stream().anyMatch(sent -> sent.command().equals(command))) {
                at = entry.stored().at();
            }
        }
        return at;
    }
}
