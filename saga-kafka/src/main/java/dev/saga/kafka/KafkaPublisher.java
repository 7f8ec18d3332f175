package dev.saga.kafka;

import dev.saga.message.Outbound;
import dev.saga.outbox.MessagePublisher;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes commands to Kafka through one idempotent producer with {@code acks=all}. Safe for use by many threads.
 *
 * <p>With the defaults a call ends within about 15 s whatever the broker does: {@code max.block.ms} 5 s and
 * {@code delivery.timeout.ms} 10 s. What failed is logged in one line a call, every half minute while it lasts. A
 * producer that is broken for good is replaced. Where a topic is missing, one call waits for it; from then on its commands
 * fail at once, and on another thread it is looked for every 15 s.
 *
 * <p>A crash leaves each command either at the broker or not; publishing it again makes a copy with the same
 * {@code ce_id}.
 */
public final class KafkaPublisher implements MessagePublisher<byte[]>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaPublisher.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final CurrentProducer producer;
    private final CommandRecords records;
    private final Topics topics;
    private final MissingTopics missing;
    private final OutageLog outage;

    /**
     * @param settings the producer's settings by Kafka's names, {@code bootstrap.servers} among them; {@code acks},
     *     {@code enable.idempotence}, {@code transactional.id}, the serializers and what chooses partitions in it have no effect
     * @param topics where each command goes
     * @param sagaType the type of the saga whose commands these are; {@code /saga/<type>} is their {@code ce_source}
     * @param listener is told of the producer
     * @throws KafkaException if the producer refuses its settings, or no bootstrap server has a known address
     */
    public KafkaPublisher(Map<String, ?> settings, Topics topics, String sagaType, ClientListener listener) {
        this(
                producers(ProducerSettings.of(settings)),
                topics,
                sagaType,
                listener,
                System::nanoTime,
                CompletableFuture::runAsync);
    }

    KafkaPublisher(
            Supplier<Producer<byte[], byte[]>> producers,
            Topics topics,
            String sagaType,
            ClientListener listener,
            LongSupplier nanoTime,
            Executor elsewhere) {
        this.producer = new CurrentProducer(producers, listener);
        this.records = new CommandRecords(topics, sagaType);
        this.topics = topics;
        this.missing = new MissingTopics(topics, nanoTime, elsewhere);
        this.outage = new OutageLog(LOG, nanoTime);
    }

    /**
     * {@inheritDoc}
     *
     * <p>After {@link #close} nothing is published and nothing returned.
     */
    @Override
    public List<Outbound<byte[]>> publish(List<Outbound<byte[]>> commands) {
        if (commands.isEmpty()) {
            return List.of();
        }
        Producer<byte[], byte[]> current;
        try {
            current = producer.get();
        } catch (KafkaException e) {
            outage.failing("No commands can be published: " + e.getMessage() + causeOf(e));
            return List.of();
        }
        if (current == null) {
            return List.of();
        }
        var wave = new Wave(current, records, missing);
        wave.publish(commands);
        if (!producer.closed()) {
            report(commands.size(), wave);
        }
        if (wave.failures().stream().anyMatch(SendFailure::producerIsBroken)) {
            producer.discard(current);
        }
        return wave.acknowledged();
    }

    private void report(int size, Wave wave) {
        if (wave.failures().isEmpty()) {
            outage.over("Commands are published again");
            return;
        }
        SendFailure first = wave.failures().get(0);
        String topic = topics.commands()
                .getOrDefault(
                        first.command().type(),
                        "the unknown topic of " + first.command().type());
        outage.failing("%d of %d commands were not acknowledged and stay in the outbox; the first, for %s: %s%s"
                .formatted(size - wave.acknowledged().size(), size, topic, first.reason(), causeOf(first.cause())));
    }

    private static String causeOf(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null || cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
    }

    private static Supplier<Producer<byte[], byte[]>> producers(Map<String, Object> settings) {
        return () -> new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Waits that long for what is on its way, then gives it up: a call to {@link #publish} that is still waiting then
     * returns what was acknowledged, and what it gave up stays in the outbox. May be called from any thread, and again.
     */
    public void close(Duration timeout) {
        producer.close(timeout);
    }

    /** Closes it within 5 s. */
    @Override
    public void close() {
        close(PATIENCE);
    }
}
