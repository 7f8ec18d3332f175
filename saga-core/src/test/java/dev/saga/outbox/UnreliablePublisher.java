package dev.saga.outbox;

import dev.saga.message.Outbound;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** A broker that keeps all that it acknowledges, and can refuse a command, or die after it has taken everything. */
final class UnreliablePublisher<B> implements MessagePublisher<B> {
    private final List<Outbound<B>> arrived = new ArrayList<>();
    private final List<List<Outbound<B>>> waves = new ArrayList<>();
    private Predicate<Outbound<B>> refusing = command -> false;
    private boolean dying;

    /** Refuses these, and with each what follows it of the same saga and type: the port's promise of order. */
    void refuse(Predicate<Outbound<B>> commands) {
        refusing = commands;
    }

    void dieAfterTheNext() {
        dying = true;
    }

    List<Outbound<B>> arrived() {
        return arrived;
    }

    List<Outbound<B>> arrived(String sagaId) {
        return arrived.stream()
                .filter(command -> command.sagaId().equals(sagaId))
                .toList();
    }

    /** A clock in nanoseconds that goes on by ten seconds with each wave. */
    long secondsOfAWave() {
        return waves.size() * 10_000_000_000L;
    }

    List<List<Outbound<B>>> waves() {
        return waves;
    }

    @Override
    public List<Outbound<B>> publish(List<Outbound<B>> commands) {
        waves.add(List.copyOf(commands));
        var acknowledged = new ArrayList<Outbound<B>>();
        Set<String> blocked = new HashSet<>();
        for (Outbound<B> command : commands) {
            String line = command.type() + " " + command.sagaId();
            if (blocked.contains(line) || refusing.test(command)) {
                blocked.add(line);
            } else {
                acknowledged.add(command);
            }
        }
        arrived.addAll(acknowledged);
        if (dying) {
            dying = false;
            throw new IllegalStateException("the process died before it could remove what was published");
        }
        return acknowledged;
    }
}
