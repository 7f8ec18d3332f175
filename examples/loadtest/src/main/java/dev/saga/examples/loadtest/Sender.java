package dev.saga.examples.loadtest;

import dev.saga.runner.config.KafkaConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The participants' way to the broker; loses nothing and doubles nothing. Safe for use by many threads. */
final class Sender implements AutoCloseable {
    private static final int BATCH = 128 * 1024;
    private static final long MEMORY = 64L * 1024 * 1024;

    private final KafkaProducer<byte[], byte[]> producer;
    private final LongAdder sent = new LongAdder();
    private final Callback callback = (written, problem) -> note(problem);
    private volatile @Nullable Exception failure;

    Sender(KafkaConfig kafka, int linger) {
        Map<String, Object> settings = new HashMap<>(kafka.producerSettings());
        settings.put(ProducerConfig.LINGER_MS_CONFIG, linger);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, MEMORY);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Sends it; that it failed is told by {@link #check}. */
    void send(ProducerRecord<byte[], byte[]> message) {
        producer.send(message, callback);
        sent.increment();
    }

    private void note(@Nullable Exception problem) {
        if (problem != null) {
            failure = problem;
        }
    }

    /** How many messages were sent. */
    long sent() {
        return sent.sum();
    }

    /** @throws LoadTestFailure if a message could not be sent */
    void check() {
        Exception problem = failure;
        if (problem != null) {
            throw new LoadTestFailure("a message could not be sent: " + problem.getMessage(), problem);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
