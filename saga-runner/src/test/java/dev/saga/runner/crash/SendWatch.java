package dev.saga.runner.crash;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Watches a producer: before a command is handed to it, and when the broker has it and whoever sent it does not know
 * ({@code interceptor.classes}).
 */
public final class SendWatch implements ProducerInterceptor<byte[], byte[]> {
    /** One thread at a time uses a producer. */
    private volatile String sender = "";

    /** For the producer. */
    public SendWatch() {}

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> command) {
        sender = Thread.currentThread().getName();
        Boundaries.HERE.before("send " + type(command.topic()));
        return command;
    }

    @Override
    public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
        if (failure == null && metadata != null) {
            Boundaries.HERE.after(sender, "send " + type(metadata.topic()));
            Boundaries.HERE.told(sender, "ack " + type(metadata.topic()));
        }
    }

    @Override
    public void close() {
        // holds nothing
    }

    @Override
    public void configure(Map<String, ?> settings) {
        // needs nothing
    }

    /** Topics have the contract's name behind a prefix here. */
    private static String type(String topic) {
        return topic.substring(topic.indexOf("saga."));
    }
}
