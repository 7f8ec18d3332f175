package dev.saga.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A real broker as participants and operators see it. */
record Broker(String bootstrapServers) {

    Map<String, Object> settings() {
        return Map.of("bootstrap.servers", bootstrapServers);
    }

    Map<String, Object> settings(Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(settings());
        all.putAll(more);
        return all;
    }

    void create(Topics topics, int partitions) {
        create(topics.read(), partitions);
        create(topics.written(), partitions);
    }

    void create(Collection<String> topics, int partitions) {
        try (var admin = new BrokerAdmin(settings())) {
            admin.create(topics, partitions, 1, Duration.ofMinutes(1));
        }
    }

    /** Sends that many messages to each partition of the topic, with values that no other message there has. */
    List<String> send(String topic, int partitions, int eachPartition) {
        var values = new ArrayList<String>();
        try (var producer = new KafkaProducer<>(settings(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int n = 0; n < eachPartition; n++) {
                for (int partition = 0; partition < partitions; partition++) {
                    String value = topic + "/" + partition + " " + System.nanoTime();
                    values.add(value);
                    producer.send(new ProducerRecord<>(topic, partition, null, value.getBytes(UTF_8)));
                }
            }
        }
        return values;
    }

    void send(String topic, String value) {
        send(topic, value, settings());
    }

    void send(String topic, String value, Map<String, Object> settings) {
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, value.getBytes(UTF_8)));
        }
    }

    /** All that is in the topic, each partition's in order. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        var messages = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer = new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            long expected = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Given.until(expected + " messages in " + topic, () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(messages::add);
                return messages.size() >= expected;
            });
        }
        return messages;
    }

    List<String> values(String topic) {
        return read(topic).stream()
                .map(message -> new String(message.value(), UTF_8))
                .toList();
    }

    /** How many bytes the topic takes on the broker's disk. */
    long bytesOf(String topic) {
        try (Admin admin = Admin.create(settings())) {
            var brokers =
                    admin.describeCluster().nodes().get().stream().map(Node::id).toList();
            return admin.describeLogDirs(brokers).allDescriptions().get().values().stream()
                    .flatMap(directories -> directories.values().stream())
                    .flatMap(directory -> directory.replicaInfos().entrySet().stream())
                    .filter(replica -> replica.getKey().topic().equals(topic))
                    .mapToLong(replica -> replica.getValue().size())
                    .sum();
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError("the size of " + topic + " cannot be read", e);
        }
    }

    /** The offsets that the group has committed, those that are not 0. */
    Map<String, Long> committed(String group) {
        try (Admin admin = Admin.create(settings())) {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                    .filter(entry ->
                            entry.getValue() != null && entry.getValue().offset() > 0)
                    .collect(Collectors.toMap(
                            entry -> entry.getKey().toString(),
                            entry -> entry.getValue().offset(),
                            Long::sum,
                            TreeMap::new));
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError("the offsets of " + group + " cannot be read", e);
        }
    }

    /** How many members the group has at present. */
    int members(String group) {
        try (Admin admin = Admin.create(settings())) {
            return admin.describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .get(group)
                    .get()
                    .members()
                    .size();
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError("the members of " + group + " cannot be read", e);
        }
    }
}
