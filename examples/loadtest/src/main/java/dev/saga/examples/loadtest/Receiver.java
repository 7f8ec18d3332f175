package dev.saga.examples.loadtest;

import dev.saga.runner.config.KafkaConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The one thread on which all commands arrive, in no consumer group, from its start on. */
final class Receiver implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int RECORDS = 10_000;
    private static final byte[] NONE = {};

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Command> commands = new HashMap<>();
    private final Participants participants;
    private final ConcurrentLinkedQueue<Runnable> asked = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "participants");
    private volatile @Nullable RuntimeException failure;
    private volatile boolean closing;
    private volatile long idleSince = System.nanoTime();

    private Receiver(KafkaConfig kafka, Participants participants) {
        this.participants = participants;
        this.consumer = new KafkaConsumer<>(settings(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        for (Command command : Command.values()) {
            commands.put(kafka.topic(command.topic()), command);
        }
        thread.setDaemon(true);
    }

    /** Starts it; when this returns, no later command escapes it. */
    static Receiver start(KafkaConfig kafka, Participants participants) {
        var receiver = new Receiver(kafka, participants);
        try {
            receiver.standAtTheEnd();
        } catch (KafkaException e) {
            receiver.consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
            throw new LoadTestFailure("the commands cannot be read: " + e.getMessage(), e);
        }
        receiver.thread.start();
        return receiver;
    }

    private static Map<String, Object> settings(KafkaConfig kafka) {
        Map<String, Object> settings = new HashMap<>(kafka.consumerSettings());
        settings.keySet().removeAll(Set.of("group.id", "group.instance.id"));
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS);
        settings.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, -1);
        settings.put(ConsumerConfig.CHECK_CRCS_CONFIG, false);
        return settings;
    }

    private void standAtTheEnd() {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : commands.keySet()) {
            consumer.partitionsFor(topic, PATIENCE)
                    .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(partition -> consumer.position(partition, PATIENCE));
    }

    /** Has something done on the thread of the participants. */
    void ask(Runnable work) {
        asked.add(work);
    }

    private void run() {
        try {
            while (!closing) {
                for (Runnable work = asked.poll(); work != null; work = asked.poll()) {
                    work.run();
                }
                take(consumer.poll(POLL));
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            Command command = commands.get(partition.topic());
            if (command != null) {
                records.records(partition).forEach(message -> participants.take(command, message.value(), id(message)));
            }
        }
        if (!records.isEmpty()) {
            idleSince = System.nanoTime();
        }
    }

    private static byte[] id(ConsumerRecord<byte[], byte[]> message) {
        for (Header header : message.headers()) {
            if (header.key().equals("ce_id")) {
                return header.value();
            }
        }
        return NONE;
    }

    /** How long no command has arrived, in nanoseconds. */
    long idleFor() {
        return System.nanoTime() - idleSince;
    }

    /** @throws LoadTestFailure if it has stopped working */
    void check() {
        RuntimeException problem = failure;
        if (problem != null) {
            throw new LoadTestFailure("the participants failed: " + problem, problem);
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
    }
}
