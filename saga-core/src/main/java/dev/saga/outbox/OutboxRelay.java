package dev.saga.outbox;

import dev.saga.message.Outbound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Carries commands from the outbox to the broker, at least once, each saga's in the order in which they were recorded.
 *
 * <p>Not safe for use by several threads. A crash anywhere leaves every command either in the outbox or published; one
 * between the two leads to a copy with the same id.
 *
 * @param <B> the form of the commands' bodies
 */
public final class OutboxRelay<B> {
    /** A run that waits for a broker must end, as its right to publish does. The next one goes on behind it. */
    private static final Duration LONGEST_RUN = Duration.ofSeconds(2);

    private final Outbox<B> outbox;
    private final MessagePublisher<B> publisher;
    private final int batch;
    private final LongSupplier nanoTime;
    /** Sagas of which something failed the last time: what follows it could arrive without it, and would each time. */
    private final Set<String> suspects = new HashSet<>();

    private Place next = Place.FRONT;

    /** Behind this position, without these sagas: what a look has seen, and what failed in it. */
    private record Place(long position, Set<String> heldBack) {
        static final Place FRONT = new Place(0, Set.of());
    }

    /** A relay that moves up to {@code batch} commands at a time. */
    public OutboxRelay(Outbox<B> outbox, MessagePublisher<B> publisher, int batch) {
        this(outbox, publisher, batch, System::nanoTime);
    }

    OutboxRelay(Outbox<B> outbox, MessagePublisher<B> publisher, int batch, LongSupplier nanoTime) {
        this.outbox = outbox;
        this.publisher = publisher;
        this.batch = batch;
        this.nanoTime = nanoTime;
    }

    /**
     * Moves one batch, and goes on behind it where some of it failed: what cannot be published now keeps the commands
     * of other sagas waiting for no longer than it takes to try each batch of it once. Where a batch takes seconds to fail,
     * the next run goes on behind it, and what was recorded meanwhile has its turn when one begins at the front again.
     *
     * @return what happened: how many were published, and whether more may wait
     * @throws RuntimeException if the store does not answer; nothing is lost by it
     */
    public Moved runOnce() {
        Place from = next;
        next = Place.FRONT;
        if (!outbox.acquire()) {
            suspects.clear(); // somebody else may publish what they wait for
            return new Moved(0, 0, false);
        }
        Set<String> heldBack = new HashSet<>(from.heldBack());
        int published = 0;
        long seen = from.position();
        boolean more = true;
        long tooLong = nanoTime.getAsLong() + LONGEST_RUN.toNanos();
        while (more && nanoTime.getAsLong() - tooLong < 0) {
            List<Outbound<B>> pending = outbox.pendingAfter(seen, batch);
            published += move(pending, heldBack);
            more = pending.size() == batch;
            if (heldBack.isEmpty()) {
                return new Moved(published, 0, more);
            }
            seen = more ? pending.get(pending.size() - 1).position() : seen;
        }
        if (more) {
            next = new Place(seen, heldBack);
        }
        return new Moved(published, heldBack.size() - from.heldBack().size(), false);
    }

    private int move(List<Outbound<B>> pending, Set<String> heldBack) {
        List<Outbound<B>> published = new ArrayList<>(pending.size());
        List<Outbound<B>> rest = pending;
        while (!rest.isEmpty()) {
            var wave = new Wave<B>(heldBack, suspects, rest);
            if (wave.now.isEmpty()) {
                break;
            }
            List<Outbound<B>> acknowledged = publisher.publish(wave.now);
            wave.holdBackFailed(acknowledged, heldBack);
            wave.suspect(heldBack, suspects);
            published.addAll(acknowledged);
            rest = wave.later;
        }
        if (!published.isEmpty()) {
            outbox.remove(published);
        }
        return published.size();
    }

    /**
     * From each saga, the first commands that go to one topic, of a suspect the first alone; the next ones only after the
     * broker has acknowledged those, because two topics know no common order. A saga with a failure is held back for the
     * rest of the run.
     */
    private static final class Wave<B> {
        private final List<Outbound<B>> now = new ArrayList<>();
        private final List<Outbound<B>> later = new ArrayList<>();

        Wave(Set<String> heldBack, Set<String> suspects, List<Outbound<B>> waiting) {
            Map<String, String> topicOfSaga = new HashMap<>();
            Set<String> inLine = new HashSet<>();
            for (Outbound<B> command : waiting) {
                String saga = command.sagaId();
                if (heldBack.contains(saga)) {
                    continue;
                }
                String topic = topicOfSaga.putIfAbsent(saga, command.type());
                boolean goesAlong = topic == null || topic.equals(command.type()) && !suspects.contains(saga);
                if (goesAlong && !inLine.contains(saga)) {
                    now.add(command);
                } else {
                    inLine.add(saga);
                    later.add(command);
                }
            }
        }

        void suspect(Set<String> heldBack, Set<String> suspects) {
            if (!heldBack.isEmpty() || !suspects.isEmpty()) {
                for (Outbound<B> command : now) {
                    if (heldBack.contains(command.sagaId())) {
                        suspects.add(command.sagaId());
                    } else {
                        suspects.remove(command.sagaId());
                    }
                }
            }
        }

        void holdBackFailed(List<Outbound<B>> acknowledged, Set<String> heldBack) {
            if (acknowledged.size() < now.size()) {
                Set<Long> arrived = new HashSet<>();
                acknowledged.forEach(command -> arrived.add(command.position()));
                now.stream()
                        .filter(command -> !arrived.contains(command.position()))
                        .forEach(command -> heldBack.add(command.sagaId()));
            }
        }
    }

    /**
     * What one run did.
     *
     * @param published how many commands the broker has acknowledged
     * @param failed of how many sagas a command failed in this run, so that what is behind it waits; those that were held
     *     back before do not count
     * @param more whether more commands may be waiting
     */
    public record Moved(int published, int failed, boolean more) {}
}
