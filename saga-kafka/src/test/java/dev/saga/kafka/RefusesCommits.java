package dev.saga.kafka;

import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.TopicPartition;

/** A consumer whose group coordinator is away. */
final class RefusesCommits extends MockConsumer<byte[], byte[]> {
    boolean refusing = true;
    int attempts;

    RefusesCommits() {
        super("earliest");
    }

    @Override
    public synchronized void commitAsync(
            Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
        attempts++;
        callback.onComplete(offsets, refusing ? new RetriableCommitFailedException("no coordinator") : null);
    }
}
