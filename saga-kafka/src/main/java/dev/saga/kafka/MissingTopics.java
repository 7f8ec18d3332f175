package dev.saga.kafka;

import dev.saga.message.Outbound;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Topics that were looked for and are not there. Each look blocks for as long as {@code max.block.ms} allows, so it is not
 * repeated for every command and every batch: the commands to the topics that are there would wait as well.
 */
final class MissingTopics {
    private static final long LOOK_AGAIN = Duration.ofSeconds(15).toNanos();

    private record Look(Throwable found, long at) {}

    private final Map<String, Look> looks = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    MissingTopics(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void add(SendFailure failure) {
        looks.put(failure.command().type(), new Look(failure.cause(), nanoTime.getAsLong()));
    }

    /** The failure of a command whose topic was missing a moment ago, null if it is worth a try. */
    @Nullable SendFailure failureOf(Outbound<byte[]> command) {
        Look look = looks.get(command.type());
        if (look == null) {
            return null;
        }
        if (nanoTime.getAsLong() - look.at() >= LOOK_AGAIN) {
            looks.remove(command.type(), look);
            return null;
        }
        return new SendFailure(command, look.found());
    }
}
