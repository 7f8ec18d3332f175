package dev.saga.kafka;

import dev.saga.message.Outbound;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * Topics that were looked for and are not there. Each look blocks for as long as {@code max.block.ms} allows, so only the
 * first is a command's own, and the next ones happen elsewhere, now and then, while there are commands for the topic: the
 * commands to the topics that are there would wait as well.
 */
final class MissingTopics {
    private static final long LOOK_AGAIN = Duration.ofSeconds(15).toNanos();

    /** What a look found and when, and whether somebody is looking again. */
    private record Look(Throwable found, long at, boolean again) {}

    private final Map<String, Look> looks = new ConcurrentHashMap<>();
    private final Topics topics;
    private final LongSupplier nanoTime;
    private final Executor elsewhere;

    MissingTopics(Topics topics, LongSupplier nanoTime, Executor elsewhere) {
        this.topics = topics;
        this.nanoTime = nanoTime;
        this.elsewhere = elsewhere;
    }

    void add(SendFailure failure) {
        looks.put(failure.command().type(), new Look(failure.cause(), nanoTime.getAsLong(), false));
    }

    /** The failure of a command whose topic is missing as far as is known, null if it is worth a try. */
    @Nullable SendFailure failureOf(Outbound<byte[]> command, Producer<?, ?> producer) {
        Look look = looks.get(command.type());
        if (look == null) {
            return null;
        }
        if (!look.again()
                && nanoTime.getAsLong() - look.at() >= LOOK_AGAIN
                && looks.replace(command.type(), look, new Look(look.found(), look.at(), true))) {
            elsewhere.execute(() -> lookAgain(command, producer));
        }
        return new SendFailure(command, look.found());
    }

    /** Whatever is found but that it is still missing, the next command finds too, and it is that command's own failure. */
    private void lookAgain(Outbound<byte[]> command, Producer<?, ?> producer) {
        SendFailure failure = null;
        try {
            producer.partitionsFor(topics.topicOf(command.type()));
        } catch (RuntimeException e) {
            failure = new SendFailure(command, e);
        }
        if (failure != null && failure.topicIsMissing()) {
            add(failure);
        } else {
            looks.remove(command.type());
        }
    }
}
