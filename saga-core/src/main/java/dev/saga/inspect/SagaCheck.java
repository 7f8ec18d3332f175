package dev.saga.inspect;

import dev.saga.message.Codec;
import dev.saga.message.MalformedMessage;
import dev.saga.saga.CommandId;
import dev.saga.saga.CorruptStream;
import dev.saga.saga.Effect;
import dev.saga.saga.OrchestratorAggregate;
import dev.saga.saga.Saga;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares all that is stored of one saga with what today's code makes of its history. It is told the saga's row among
 * those in flight, then its commands in the outbox, then its events in the order of their versions, and then to finish;
 * it keeps no event, so a history may have any length.
 *
 * <p>Behind the first event that does not replay nothing is known of the saga's state: later events are still read, but
 * neither row nor commands are judged. Not safe for use by several threads.
 *
 * @param <S> the saga's states
 * @param <I> the saga's inputs
 * @param <E> the saga's events
 */
public final class SagaCheck<S, I, E> {
    private final Saga<S, I, E> saga;
    private final Codec codec;
    private final Consumer<Finding> findings;
    private final Map<UUID, Waiting> waiting = new LinkedHashMap<>();
    private OrchestratorAggregate<S, I, E> aggregate;
    private @Nullable Row row;
    private String stateAtRow = "";
    private long lastVersion;
    private boolean replays = true;

    private record Row(String state, long version, boolean deadlineLost) {}

    private record Waiting(String type, String payload) {}

    /** A check of that saga, which tells its findings as it makes them. */
    public SagaCheck(Saga<S, I, E> saga, Codec codec, String sagaId, Consumer<Finding> findings) {
        this.saga = saga;
        this.codec = codec;
        this.findings = findings;
        this.aggregate = OrchestratorAggregate.start(saga, sagaId);
    }

    /** The saga is in flight in this state, its row was last written at this version, and its deadline may be lost. */
    public void inFlight(String state, long version, boolean deadlineLost) {
        row = new Row(state, version, deadlineLost);
    }

    /** This command waits to be published. */
    public void command(UUID id, String type, String payload) {
        if (waiting.putIfAbsent(id, new Waiting(type, payload)) != null) {
            report(Finding.NO_VERSION, Problem.COMMAND_TWICE, "the outbox has %s with the id %s twice", type, id);
        }
    }

    /** This is its next event. */
    public void event(long version, String type, String payload) {
        if (version != lastVersion + 1) {
            replays = false;
            report(version, Problem.VERSION_MISSING, "%s, %s, does not follow version %d", version, type, lastVersion);
        }
        lastVersion = version;
        E event = read(version, type, payload);
        if (event == null) {
            replays = false;
        } else if (replays) {
            replay(version, type, event);
        }
    }

    /** There are no more events. */
    public void finish() {
        if (!replays) {
            return;
        }
        if (row != null) {
            judge(row);
        } else if (lastVersion > 0 && !aggregate.ended()) {
            String state = aggregate.stateName();
            report(lastVersion, Problem.IN_FLIGHT_MISSING, "it is %s, and is not among those in flight", state);
        }
        String history = lastVersion == 0 ? "there is no such saga" : "no event of its history causes it";
        waiting.forEach((id, command) -> report(
                Finding.NO_VERSION,
                Problem.COMMAND_UNFOUNDED,
                "the outbox has %s with the id %s, and %s",
                command.type(),
                id,
                history));
    }

    private @Nullable E read(long version, String type, String payload) {
        Class<? extends E> known = saga.events().classOf(type).orElse(null);
        if (known == null) {
            report(version, Problem.EVENT_UNREADABLE, "no event of the name %s is known", type);
            return null;
        }
        try {
            return codec.decode(payload.getBytes(StandardCharsets.UTF_8), known);
        } catch (MalformedMessage e) {
            report(version, Problem.EVENT_UNREADABLE, "its payload is no %s: %s", type, e.getMessage());
            return null;
        }
    }

    private void replay(long version, String type, E event) {
        try {
            aggregate = aggregate.apply(event);
            settle(version, saga.react(aggregate.state(), event));
            if (row != null && row.version() == version) {
                stateAtRow = aggregate.stateName();
            }
        } catch (CorruptStream e) {
            replays = false;
            report(version, Problem.EVENT_IMPOSSIBLE, "%s", e.getMessage());
        } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
            replays = false;
            report(version, Problem.EVENT_IMPOSSIBLE, "to derive what %s causes fails with %s", type, e);
        }
    }

    /** Takes the commands of an event off those that wait; those that do not wait any more were published. */
    private void settle(long version, List<Effect> effects) {
        int index = 0;
        for (Effect effect : effects) {
            if (effect instanceof Effect.Send send) {
                UUID id = CommandId.of(aggregate.id(), version, index++);
                Waiting stored = waiting.remove(id);
                String type = saga.commands().nameOf(send.command());
                String payload = new String(codec.encode(send.command()), StandardCharsets.UTF_8);
                if (stored != null && !stored.equals(new Waiting(type, payload))) {
                    report(
                            version,
                            Problem.COMMAND_DIFFERS,
                            "the outbox has %s %s with the id %s, and the history causes %s %s",
                            stored.type(),
                            stored.payload(),
                            id,
                            type,
                            payload);
                }
            }
        }
    }

    private void judge(Row stored) {
        String state = aggregate.stateName();
        if (lastVersion == 0) {
            report(0, Problem.IN_FLIGHT_UNFOUNDED, "it is in flight in %s without any history", stored.state());
        } else if (aggregate.ended()) {
            report(
                    lastVersion,
                    Problem.IN_FLIGHT_UNFOUNDED,
                    "it is in flight in %s, and has ended in %s",
                    stored.state(),
                    state);
        } else if (!stored.state().equals(state) || !stored.state().equals(stateAtRow)) {
            report(
                    lastVersion,
                    Problem.IN_FLIGHT_DIFFERS,
                    "it is in flight in %s since version %d, and its history ends in %s at version %d",
                    stored.state(),
                    stored.version(),
                    state,
                    lastVersion);
        } else if (stored.deadlineLost()) {
            report(lastVersion, Problem.DEADLINE_LOST, "it is %s, and nobody knows until when", state);
        }
    }

    private void report(long version, Problem problem, String detail, Object... of) {
        findings.accept(new Finding(aggregate.id().id(), version, problem, detail.formatted(of)));
    }
}
