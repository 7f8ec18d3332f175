package dev.saga.orchestrator;

import dev.saga.deadletter.DeadLetter;
import dev.saga.message.MessageId;
import dev.saga.saga.RecordedEvent;
import java.util.List;

/**
 * Everything that one message changes, as one value: the store writes all of it or nothing (contract, rule 8).
 *
 * @param sagaId the saga, empty where the message does not say
 * @param expectedVersion the version that the saga was at, checked even where no event is recorded, because what was
 *     ignored or refused was judged at that version; {@link #ANY_VERSION} if it could not be judged
 * @param message the message's identity, which enters the inbox
 * @param traceparent the trace in which the commands go on, empty if none
 * @param events the events to append, from {@code expectedVersion + 1} on
 * @param commands the commands to put into the outbox, in this order
 * @param standing how the saga's entry among those in flight changes
 * @param deadLetters the message itself if it is rejected, else nothing
 * @param handOver whether the commands may be published without being read from the outbox: the orchestrator has recorded
 *     every command of this saga itself, so none of them can be waiting where it does not know
 * @param intake whether the message is delivered, or is a dead letter that is retried
 * @param <E> the saga's events
 */
public record Commit<E>(
        String sagaId,
        long expectedVersion,
        MessageId message,
        String traceparent,
        List<RecordedEvent<E>> events,
        List<Outgoing> commands,
        Standing standing,
        List<DeadLetter> deadLetters,
        boolean handOver,
        Intake intake) {
    /** No version is expected. */
    public static final long ANY_VERSION = -1;

    /** @throws IllegalArgumentException if the events do not continue the expected version without a gap */
    public Commit {
        events = List.copyOf(events);
        commands = List.copyOf(commands);
        deadLetters = List.copyOf(deadLetters);
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).version() != expectedVersion + 1 + i) {
                throw new IllegalArgumentException("event %d of saga %s has version %d, but follows version %d"
                        .formatted(i, sagaId, events.get(i).version(), expectedVersion + i));
            }
        }
    }

    /** What a delivered message changes. */
    public Commit(
            String sagaId,
            long expectedVersion,
            MessageId message,
            String traceparent,
            List<RecordedEvent<E>> events,
            List<Outgoing> commands,
            Standing standing,
            List<DeadLetter> deadLetters) {
        this(
                sagaId,
                expectedVersion,
                message,
                traceparent,
                events,
                commands,
                standing,
                deadLetters,
                false,
                Intake.DELIVERED);
    }

    /** Whether it only sets a message aside that its saga fails on, or that waits behind such a one. */
    public boolean parks() {
        for (DeadLetter letter : deadLetters) {
            if (letter.parks()) {
                return true;
            }
        }
        return false;
    }

    /** Whether this cannot be stored while its saga is stuck at that dead letter; 0 if the saga is not stuck. */
    public boolean isHeldBy(long letter) {
        return letter != 0 && !parks() && !intake.isAt(letter);
    }

    /** The same changes, the message having come this way. */
    Commit<E> by(Intake way) {
        return new Commit<>(
                sagaId, expectedVersion, message, traceparent, events, commands, standing, deadLetters, handOver, way);
    }

    /** The same changes, the commands of which may be handed over. */
    Commit<E> handedOver() {
        return new Commit<>(
                sagaId, expectedVersion, message, traceparent, events, commands, standing, deadLetters, true, intake);
    }
}
