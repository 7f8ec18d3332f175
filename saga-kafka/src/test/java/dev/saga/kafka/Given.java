package dev.saga.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.saga.booking.BookingSaga;
import dev.saga.message.Outbound;
import dev.saga.saga.CommandId;
import dev.saga.saga.SagaId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What the tests of this module start from. */
final class Given {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Given() {}

    /** The booking saga's topics under names that no other test has. */
    static Topics topics() {
        String prefix = "t" + UUID.randomUUID() + ".";
        return Topics.of(BookingSaga.create(), name -> prefix + name);
    }

    static Outbound<byte[]> command(long position, String bookingId, String type) {
        return command(position, bookingId, type, "{\"n\":" + position + "}");
    }

    static Outbound<byte[]> command(long position, String bookingId, String type, String body) {
        return new Outbound<>(
                position,
                CommandId.of(new SagaId("booking", bookingId), position, 0),
                bookingId,
                type,
                "/shop#17",
                "",
                Instant.parse("2026-03-01T10:15:30.5Z"),
                null,
                body.getBytes(UTF_8));
    }

    /** Waits until it is so; fails after a minute. */
    static void until(String what, BooleanSupplier isSo) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it did not come to this within " + PATIENCE + ": " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
