package dev.saga.examples.chaos;

import dev.saga.message.MessageId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Carries what the participants say to the broker: later than it was said, some of it twice, all of it for certain,
 * however long the broker is away. Safe for use by many threads.
 */
final class Postman implements AutoCloseable {
    private static final String SOURCE = "/chaos/services";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KafkaProducer<byte[], byte[]> producer;
    private final ScheduledExecutorService later;
    private final AtomicLong unsettled = new AtomicLong();
    private final Set<UUID> identities = ConcurrentHashMap.newKeySet();
    private final AtomicLong copies = new AtomicLong();
    private volatile @Nullable Exception failure;

    Postman(Topics topics) {
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        topics.bootstrapServers(),
                        "acks",
                        "all",
                        "enable.idempotence",
                        true,
                        "linger.ms",
                        2,
                        "max.block.ms",
                        300_000,
                        "delivery.timeout.ms",
                        300_000,
                        "request.timeout.ms",
                        10_000,
                        "buffer.memory",
                        64L << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.later = Executors.newSingleThreadScheduledExecutor(work -> {
            var thread = new Thread(work, "postman");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Has it said as the noise wants; {@code what} names it among everything that is said of its booking. */
    void say(String topic, String bookingId, String value, String what, Noise noise) {
        String id = bookingId + "/" + what;
        send(topic, bookingId, value, id, noise.delay());
        if (noise.copy()) {
            copies.incrementAndGet();
            send(topic, bookingId, value, noise.copyIsAnother() ? id + "/again" : id, noise.copyDelay());
        }
    }

    private void send(String topic, String key, String value, String id, long delay) {
        unsettled.incrementAndGet();
        identities.add(MessageId.of(SOURCE + "#" + id).key());
        var message = new ProducerRecord<>(
                topic, key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
        message.headers().add("ce_id", id.getBytes(StandardCharsets.UTF_8));
        message.headers().add("ce_source", SOURCE.getBytes(StandardCharsets.UTF_8));
        later.schedule(() -> post(message), delay, TimeUnit.MILLISECONDS);
    }

    private void post(ProducerRecord<byte[], byte[]> message) {
        producer.send(message, (place, problem) -> {
            if (problem != null) {
                failure = problem;
            } else {
                unsettled.decrementAndGet();
            }
        });
    }

    /** How many messages the broker does not have yet. */
    long unsettled() {
        return unsettled.get();
    }

    /** What the inbox calls everything that was said, each once. */
    Set<UUID> identities() {
        return Set.copyOf(identities);
    }

    /** How many of what was said came twice. */
    long copies() {
        return copies.get();
    }

    /** @throws ChaosFailure if a message of ours was given up */
    void check() {
        Exception problem = failure;
        if (problem != null) {
            throw new ChaosFailure("the broker did not take a message of the participants: " + problem, problem);
        }
    }

    @Override
    public void close() {
        later.shutdownNow();
        producer.close(PATIENCE);
    }
}
