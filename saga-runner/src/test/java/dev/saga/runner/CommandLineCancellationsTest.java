package dev.saga.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.message.Outbound;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CommandLineCancellationsTest {
    private final Counter counter = new SimpleMeterRegistry().counter("failed");
    private final CommandLineCancellations cancellations = new CommandLineCancellations(counter);

    @Test
    void each_counts_once_however_often_it_is_published() {
        var one = command("saga.cancel_booking", Bookings.CANCELLED_BY_OPERATOR + "b-1/x");
        var other = command("saga.cancel_booking", Bookings.CANCELLED_BY_OPERATOR + "b-2/x");

        cancellations.published(List.of(one, other, one));
        cancellations.published(List.of(one));

        assertThat(counter.count()).isEqualTo(2);
    }

    @Test
    void what_something_else_caused_and_what_else_was_sent_does_not_count() {
        cancellations.published(List.of(
                command("saga.cancel_booking", "/product#1"),
                command("saga.release_stock", Bookings.CANCELLED_BY_OPERATOR + "b-1/x")));

        assertThat(counter.count()).isZero();
    }

    private static Outbound<String> command(String type, String causationId) {
        return new Outbound<>(1, UUID.randomUUID(), "b", type, causationId, "", Instant.EPOCH, null, "");
    }
}
