package dev.saga.kafka;

import dev.saga.orchestrator.StoreUnavailable;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether messages can be handled at present, and when it is worth another try. */
final class StoreOutage {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaReceiver.class);

    /** What is the matter may be another thing by then. */
    private static final long SAY_AGAIN = Duration.ofSeconds(30).toNanos();

    private final Backoff backoff;
    private final LongSupplier nanoTime;
    private boolean lasting;
    private long began;
    private long said;
    private long nextAttempt;

    StoreOutage(Backoff backoff, LongSupplier nanoTime) {
        this.backoff = backoff;
        this.nanoTime = nanoTime;
    }

    boolean lasting() {
        return lasting;
    }

    /** Zero when the next attempt is due. */
    Duration untilNextAttempt() {
        return lasting ? Duration.ofNanos(Math.max(0, nextAttempt - nanoTime.getAsLong())) : Duration.ZERO;
    }

    boolean due() {
        return untilNextAttempt().isZero();
    }

    void failed(RuntimeException cause, int messages) {
        long now = nanoTime.getAsLong();
        if (!lasting) {
            lasting = true;
            began = now;
            say(cause, messages);
        } else if (now - said >= SAY_AGAIN) {
            say(cause, messages);
        }
        nextAttempt = now + backoff.next().toNanos();
    }

    void succeeded() {
        if (lasting) {
            lasting = false;
            backoff.reset();
            LOG.info(
                    "Messages are handled again, after {} s",
                    Duration.ofNanos(nanoTime.getAsLong() - began).toSeconds());
        }
    }

    private void say(RuntimeException cause, int messages) {
        said = nanoTime.getAsLong();
        if (cause instanceof StoreUnavailable) {
            LOG.warn("A batch of {} waits, and no more messages are received: {}", messages, cause.getMessage());
        } else {
            LOG.error(
                    "A batch of {} waits, and no more messages are received, because handling it fails",
                    messages,
                    cause);
        }
    }
}
