package dev.saga.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saga.message.Outbound;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a relay remembers of a refusal, beyond the run in which it happened. */
class OutboxRelayTest {
    private final UnreliablePublisher<String> broker = new UnreliablePublisher<>();
    private final Outbound<String> first = command(1, "a");
    private final Outbound<String> second = command(2, "a");
    private final Outbound<String> other = command(3, "b");

    @BeforeEach
    void refuseTheFirst() {
        broker.refuse(command -> command.equals(first));
    }

    @Test
    void looksAtOtherPartsDoNotMakeItForgotten() {
        var relay = new OutboxRelay<>(new InTurns(List.of(first, second), List.of(other), List.of()), broker, 10);

        for (int look = 0; look < 4; look++) {
            relay.runOnce();
        }

        assertThat(broker.waves()).containsExactly(List.of(first, second), List.of(other), List.of(first));
    }

    @Test
    void aStoreThatIsAwayDoesNotMakeItForgotten() {
        var outbox = new InTurns(List.of(first, second, other));
        var relay = new OutboxRelay<>(HinderedOutbox.failingToRemove(outbox), broker, 10);

        assertThatThrownBy(relay::runOnce).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(relay::runOnce).isInstanceOf(IllegalStateException.class);

        assertThat(broker.waves()).containsExactly(List.of(first, second, other), List.of(first, other));
    }

    private static Outbound<String> command(long position, String sagaId) {
        return new Outbound<>(position, UUID.randomUUID(), sagaId, "t", "m", "", Instant.EPOCH, null, "");
    }

    /** An outbox of several parts, each look from the front being at the next one. */
    private static final class InTurns implements Outbox<String> {
        private final List<List<Outbound<String>>> parts = new ArrayList<>();
        private int look;

        @SafeVarargs
        InTurns(List<Outbound<String>>... parts) {
            for (List<Outbound<String>> part : parts) {
                this.parts.add(new ArrayList<>(part));
            }
        }

        @Override
        public boolean acquire() {
            return true;
        }

        @Override
        public void release() {}

        @Override
        public List<Outbound<String>> pendingAfter(long position, int most) {
            return List.copyOf(parts.get(look++ % parts.size()));
        }

        @Override
        public int parts() {
            return parts.size();
        }

        @Override
        public void remove(Collection<Outbound<String>> published) {
            parts.forEach(part -> part.removeAll(published));
        }
    }
}
