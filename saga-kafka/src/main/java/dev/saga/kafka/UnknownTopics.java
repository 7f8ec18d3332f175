package dev.saga.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of topics that are read and do not exist, about which the consumer keeps quiet: it waits for them. Looks every half
 * minute, and asks the broker about those only that the consumer knows nothing of.
 */
final class UnknownTopics {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaReceiver.class);
    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Consumer<?, ?> consumer;
    private final Collection<String> read;
    private final LongSupplier nanoTime;
    private long lookAt;
    private boolean missing;

    UnknownTopics(Consumer<?, ?> consumer, Collection<String> read, LongSupplier nanoTime) {
        this.consumer = consumer;
        this.read = read;
        this.nanoTime = nanoTime;
        this.lookAt = nanoTime.getAsLong();
    }

    /** Looks if it is time. */
    void lookNowAndThen() {
        long now = nanoTime.getAsLong();
        if (now - lookAt < 0) {
            return;
        }
        lookAt = now + LOOK.toNanos();
        try {
            Set<String> unknown = new TreeSet<>(read);
            unknown.removeIf(topic -> !consumer.partitionsFor(topic, PATIENCE).isEmpty());
            if (!unknown.isEmpty()) {
                LOG.warn("These topics do not exist, and are waited for: {}", unknown);
            } else if (missing) {
                LOG.info("All topics that are read exist");
            }
            missing = !unknown.isEmpty();
        } catch (TimeoutException e) {
            // No broker answers, which is another trouble, and told elsewhere.
        }
    }
}
