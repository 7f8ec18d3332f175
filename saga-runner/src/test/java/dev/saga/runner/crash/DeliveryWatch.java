package dev.saga.runner.crash;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Watches a consumer: when messages have come in and nobody has seen them, and when the broker has taken the offsets
 * ({@code interceptor.classes}).
 */
public final class DeliveryWatch implements ConsumerInterceptor<byte[], byte[]> {
    static final String ID = "message-id";

    /** For the consumer. */
    public DeliveryWatch() {}

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> messages) {
        if (!messages.isEmpty()) {
            messages.forEach(message -> {
                var id = message.headers().lastHeader(ID);
                if (id != null) {
                    Boundaries.HERE.say("came " + new String(id.value(), StandardCharsets.UTF_8));
                }
            });
            Boundaries.HERE.after("receive messages");
        }
        return messages;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        Boundaries.HERE.after(OffsetCommitWatch.KIND);
    }

    @Override
    public void close() {
        // holds nothing
    }

    @Override
    public void configure(Map<String, ?> settings) {
        // needs nothing
    }
}
