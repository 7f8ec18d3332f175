package dev.saga.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What was received and is not handled yet, with the offsets that may be committed when it is. */
final class HeldBatch {
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();

    void add(ConsumerRecords<byte[], byte[]> received) {
        received.forEach(records::add);
        next.putAll(received.nextOffsets());
    }

    /** Forgets what came from these partitions, because somebody else will handle it. */
    void drop(Collection<TopicPartition> partitions) {
        records.removeIf(message -> partitions.contains(new TopicPartition(message.topic(), message.partition())));
        next.keySet().removeAll(partitions);
    }

    void clear() {
        records.clear();
        next.clear();
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    List<ConsumerRecord<byte[], byte[]>> records() {
        return records;
    }

    Map<TopicPartition, OffsetAndMetadata> nextOffsets() {
        return next;
    }
}
