package dev.saga.runner;

import dev.saga.kafka.BatchHandler;
import dev.saga.kafka.ReceiverStatus;
import dev.saga.message.Inbound;
import dev.saga.orchestrator.StoreUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Around the handler of one consumer thread: tells whether the thread is at work, and what is wrong if it is not. */
final class ConsumerWatch implements BatchHandler {
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);
    private static final Duration LONGEST_FAILURE = Duration.ofSeconds(10);
    /** More than lies between two attempts; what failed longer ago was given to another instance. */
    private static final Duration NEXT_ATTEMPT = Duration.ofSeconds(10);

    /** When the first of the attempts began that have all failed since, and when the last one ended. */
    private record Failing(long since, long last, RuntimeException cause) {}

    private final BatchHandler handler;
    private final LongSupplier nanoTime;
    private volatile boolean handling;
    /** Or when the watch began. */
    private volatile long lastHandled;

    private volatile @Nullable Failing failing;

    ConsumerWatch(BatchHandler handler, LongSupplier nanoTime) {
        this.handler = handler;
        this.nanoTime = nanoTime;
        this.lastHandled = nanoTime.getAsLong();
    }

    @Override
    public void handle(List<Inbound> batch) {
        long begin = nanoTime.getAsLong();
        Failing before = failing;
        if (before != null && since(before.last()).compareTo(NEXT_ATTEMPT) > 0) {
            before = null;
            failing = null;
        }
        handling = true;
        try {
            handler.handle(batch);
            failing = null;
        } catch (RuntimeException e) {
            failing = new Failing(before == null ? begin : before.since(), nanoTime.getAsLong(), e);
            throw e;
        } finally {
            lastHandled = nanoTime.getAsLong();
            handling = false;
        }
    }

    /** Why no messages are received, if none are. May be asked from any thread. */
    Optional<String> problem(ReceiverStatus status) {
        if (!status.problem().isEmpty()) {
            return Optional.of(status.problem());
        }
        if (!status.joined()) {
            return Optional.of("the consumer group is not joined yet");
        }
        Duration idle = since(lastHandled);
        Duration silence = status.silence().compareTo(idle) < 0 ? status.silence() : idle;
        return !handling && silence.compareTo(LONGEST_SILENCE) > 0
                ? Optional.of("a consumer thread has not asked for messages for %d s".formatted(silence.toSeconds()))
                : Optional.empty();
    }

    /** Why messages are not stored, if that has failed for some time. May be asked from any thread. */
    Optional<String> failure() {
        Failing now = failing;
        if (now == null
                || !handling && since(now.last()).compareTo(NEXT_ATTEMPT) > 0
                || since(now.since()).compareTo(LONGEST_FAILURE) <= 0) {
            return Optional.empty();
        }
        String why = now.cause() instanceof StoreUnavailable away ? away.getMessage() : "the log says why";
        return Optional.of("messages wait, they cannot be stored for %d s now: %s"
                .formatted(since(now.since()).toSeconds(), why));
    }

    private Duration since(long then) {
        return Duration.ofNanos(nanoTime.getAsLong() - then);
    }
}
