package dev.saga.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The offsets of what was handled and is not known to be committed. They are committed at once after a pause, and ten
 * times a second at most: a commit costs the broker more than a small batch of messages does. One that fails is repeated
 * with the next; if that never comes, the messages are delivered again and recognised as duplicates.
 */
final class HandledOffsets {
    private static final Logger LOG = LoggerFactory.getLogger(HandledOffsets.class);

    private static final Duration BETWEEN_COMMITS = Duration.ofMillis(100);

    private final Consumer<?, ?> consumer;
    private final LongSupplier nanoTime;
    private final Map<TopicPartition, OffsetAndMetadata> open = new HashMap<>();
    private boolean committing;
    private long dueAt;

    HandledOffsets(Consumer<?, ?> consumer, LongSupplier nanoTime) {
        this.consumer = consumer;
        this.nanoTime = nanoTime;
        this.dueAt = nanoTime.getAsLong();
    }

    /** How long at most until {@link #commitSoon} should be called again; a long time if there is nothing to commit. */
    Duration untilDue() {
        if (open.isEmpty()) {
            return Duration.ofDays(1);
        }
        return committing ? BETWEEN_COMMITS : Duration.ofNanos(Math.max(0, dueAt - nanoTime.getAsLong()));
    }

    void add(Map<TopicPartition, OffsetAndMetadata> next) {
        open.putAll(next);
    }

    void forget(Collection<TopicPartition> partitions) {
        open.keySet().removeAll(partitions);
    }

    /**
     * Commits, if it is due, without waiting; one commit at a time, so that an older one never overtakes a newer one.
     *
     * @throws KafkaException what a poll would throw as well; the offsets are committed later
     */
    void commitSoon() {
        if (committing || !untilDue().isZero()) {
            return;
        }
        committing = true;
        dueAt = nanoTime.getAsLong() + BETWEEN_COMMITS.toNanos();
        try {
            consumer.commitAsync(Map.copyOf(open), this::ended);
        } catch (KafkaException e) {
            committing = false; // perhaps nobody will tell how it ended
            throw e;
        }
    }

    private void ended(Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable Exception failure) {
        committing = false;
        if (failure == null) {
            open.entrySet().removeAll(offsets.entrySet());
        } else if (failure instanceof RetriableCommitFailedException) {
            LOG.debug("Offsets will be committed later: {}", failure.getMessage());
        } else {
            LOG.info("Offsets were not committed, which may lead to duplicates: {}", failure.getMessage());
        }
    }

    /** Commits everything and waits, then forgets it, whether or not it succeeded. */
    void commitNow(Duration timeout) {
        commitNow(Set.copyOf(open.keySet()), timeout);
    }

    /** The same for these partitions. */
    void commitNow(Collection<TopicPartition> partitions, Duration timeout) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>(open);
        offsets.keySet().retainAll(partitions);
        forget(partitions);
        if (offsets.isEmpty()) {
            return;
        }
        try {
            commit(offsets, timeout);
        } catch (KafkaException e) {
            LOG.info(
                    "The offsets {} were not committed; what they stand for will be recognised as duplicates: {}",
                    offsets,
                    e.getMessage());
        }
    }

    private void commit(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
        try {
            consumer.commitSync(offsets, timeout);
        } catch (WakeupException e) {
            // A call to stop the receiver was meant for the poll; the flag that it set is still up.
            consumer.commitSync(offsets, timeout);
        }
    }
}
