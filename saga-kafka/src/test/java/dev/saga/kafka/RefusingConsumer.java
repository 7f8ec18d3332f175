package dev.saga.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A consumer that is refused its commits, or to go on after a pause, and remembers how long it was to wait for messages. */
final class RefusingConsumer extends MockConsumer<byte[], byte[]> {
    boolean refusing;

    @Nullable KafkaException thrownByCommit;

    @Nullable KafkaException thrownByResume;

    int attempts;

    final List<Duration> patience = new ArrayList<>();

    RefusingConsumer() {
        super("earliest");
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        patience.add(timeout);
        return super.poll(timeout);
    }

    @Override
    public synchronized void commitAsync(
            Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
        attempts++;
        if (thrownByCommit != null) {
            throw thrownByCommit;
        }
        if (refusing) {
            callback.onComplete(offsets, new RetriableCommitFailedException("no coordinator"));
        } else {
            super.commitAsync(offsets, callback);
        }
    }

    @Override
    public synchronized void resume(Collection<TopicPartition> partitions) {
        if (thrownByResume != null) {
            throw thrownByResume;
        }
        super.resume(partitions);
    }
}
