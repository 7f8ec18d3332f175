package dev.saga.examples.demo;

import dev.saga.runner.config.KafkaConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A service at work: a thread that takes its commands from Kafka and sends its answers.
 *
 * <p>It reads what comes after its start, in no consumer group, and passes over bookings that are not of this run. It
 * stops at the first failure, which {@link #check()} reports.
 */
final class Participant implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Service service;
    private final KafkaConfig kafka;
    private final Set<String> bookings;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Thread thread;
    private volatile @Nullable RuntimeException failure;
    private volatile long caughtUpAt = System.nanoTime();
    private volatile boolean closing;

    private Participant(Service service, KafkaConfig kafka, Set<String> bookings) {
        this.service = service;
        this.kafka = kafka;
        this.bookings = bookings;
        this.consumer =
                new KafkaConsumer<>(consumerSettings(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.producer = new KafkaProducer<>(
                new HashMap<String, Object>(kafka.producerSettings()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.thread = new Thread(this::run, service.name());
        thread.setDaemon(true);
    }

    /** Starts a service; when this returns, no later command escapes it. */
    static Participant start(Service service, KafkaConfig kafka, Set<String> bookings) {
        var participant = new Participant(service, kafka, bookings);
        try {
            participant.standAtTheEnd();
        } catch (KafkaException e) {
            participant.closeClients();
            throw new DemoFailure("the " + service.name() + " cannot read its topics: " + e.getMessage(), e);
        }
        participant.thread.start();
        return participant;
    }

    private static Map<String, Object> consumerSettings(KafkaConfig kafka) {
        Map<String, Object> settings = new HashMap<>(kafka.consumerSettings());
        settings.keySet().removeAll(Set.of("group.id", "group.instance.id"));
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return settings;
    }

    private void standAtTheEnd() {
        List<TopicPartition> partitions = service.commands().stream()
                .map(kafka::topic)
                .flatMap(topic -> consumer.partitionsFor(topic, PATIENCE).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(partition -> consumer.position(partition, PATIENCE));
    }

    /** Sends a message; a failure is reported by {@link #check()}. Safe for use by many threads. */
    void send(Message message) {
        var toSend = new ProducerRecord<>(kafka.topic(message.type()), utf8(message.bookingId()), utf8(message.json()));
        message.headers().forEach((name, value) -> toSend.headers().add(name, utf8(value)));
        producer.send(toSend, (sent, problem) -> {
            if (problem != null) {
                failure = new DemoFailure(message.type() + " could not be sent: " + problem.getMessage(), problem);
            }
        });
    }

    private void run() {
        try {
            while (!closing) {
                ConsumerRecords<byte[], byte[]> commands = consumer.poll(POLL);
                commands.forEach(this::take);
                if (commands.isEmpty()) {
                    noteWhetherCaughtUp();
                }
            }
        } catch (WakeupException e) {
            closing = true;
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> message) {
        ReceivedCommand command = ReceivedCommand.read(message);
        if (bookings.contains(command.bookingId()) && service.ledger().enter(command)) {
            service.carryOut(command).ifPresent(this::send);
        }
    }

    private void noteWhetherCaughtUp() {
        producer.flush();
        long now = System.nanoTime();
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        if (ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
            caughtUpAt = now;
        }
    }

    /** Whether everything that was on its topics at that moment ({@link System#nanoTime}) has been carried out. */
    boolean caughtUpSince(long moment) {
        return caughtUpAt - moment > 0;
    }

    Ledger ledger() {
        return service.ledger();
    }

    /** @throws DemoFailure if the service has stopped working */
    void check() {
        RuntimeException problem = failure;
        if (problem != null) {
            throw new DemoFailure("the " + service.name() + " failed: " + problem.getMessage(), problem);
        }
    }

    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closeClients();
    }

    private void closeClients() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
        producer.close(Duration.ofSeconds(2));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
