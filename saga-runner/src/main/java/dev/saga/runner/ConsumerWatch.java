package dev.saga.runner;

import dev.saga.kafka.BatchHandler;
import dev.saga.kafka.ReceiverStatus;
import dev.saga.message.Inbound;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Around the handler of one consumer thread: tells whether the thread is at work, and what is wrong if it is not. */
final class ConsumerWatch implements BatchHandler {
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);

    private final BatchHandler handler;
    private final Clock clock;
    private volatile boolean handling;
    /** Or when the watch began. */
    private volatile Instant lastHandled;

    ConsumerWatch(BatchHandler handler, Clock clock) {
        this.handler = handler;
        this.clock = clock;
        this.lastHandled = clock.instant();
    }

    @Override
    public void handle(List<Inbound> batch) {
        handling = true;
        try {
            handler.handle(batch);
        } finally {
            lastHandled = clock.instant();
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
        Instant alive = status.lastPoll().isAfter(lastHandled) ? status.lastPoll() : lastHandled;
        Duration silence = Duration.between(alive, clock.instant());
        return !handling && silence.compareTo(LONGEST_SILENCE) > 0
                ? Optional.of("a consumer thread has not asked for messages for %d s".formatted(silence.toSeconds()))
                : Optional.empty();
    }
}
