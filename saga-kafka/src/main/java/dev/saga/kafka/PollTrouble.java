package dev.saga.kafka;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.LoggerFactory;

/**
 * What Kafka last answered to a poll instead of messages. It is told for a while after it happened, and for as long as no
 * partitions were assigned since the start or a loss of all, because the consumer raises some refusals only now and then, or
 * once, although they last.
 */
final class PollTrouble {
    private static final long TOLD_FOR = Duration.ofSeconds(10).toNanos();

    private record Refusal(String reason, long at) {}

    private static final Refusal NONE = new Refusal("", 0);

    private final LongSupplier nanoTime;
    private final OutageLog log;
    private volatile Refusal last = NONE;

    PollTrouble(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.log = new OutageLog(LoggerFactory.getLogger(KafkaReceiver.class), nanoTime);
    }

    void happened(RuntimeException failure) {
        String reason = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        last = new Refusal(reason, nanoTime.getAsLong());
        log.failing("No messages can be received, and it is tried again: " + reason);
    }

    /** A poll was refused nothing. */
    void nothing(boolean joined) {
        if (last != NONE && joined && nanoTime.getAsLong() - last.at() >= TOLD_FOR) {
            last = NONE;
            log.over("Messages can be received again");
        }
    }

    /** Empty if there is none. Safe for any thread. */
    String reason() {
        return last.reason();
    }
}
