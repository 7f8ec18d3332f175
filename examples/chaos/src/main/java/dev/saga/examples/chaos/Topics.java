package dev.saga.examples.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topics of the contract at one broker. */
record Topics(String bootstrapServers) {
    static final String BOOKING_CREATED = "booking.created";
    static final String RESERVED = "product.reserved";
    static final String RESERVATION_FAILED = "product.reservation_failed";
    static final String PAID = "payment.completed";
    static final String PAYMENT_FAILED = "payment.failed";
    static final String REQUEST_STOCK = "saga.request_stock";
    static final String REQUEST_PAYMENT = "saga.request_payment";
    static final String RELEASE_STOCK = "saga.release_stock";
    static final String CONFIRM = "saga.confirm_booking";
    static final String CANCEL = "saga.cancel_booking";
    static final String REFUND = "saga.refund_payment";

    private static final List<String> INPUTS =
            List.of(BOOKING_CREATED, RESERVED, RESERVATION_FAILED, PAID, PAYMENT_FAILED);
    private static final List<String> COMMANDS =
            List.of(REQUEST_STOCK, REQUEST_PAYMENT, RELEASE_STOCK, CONFIRM, CANCEL, REFUND);
    private static final int PARTITIONS = 6;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Makes them all. The broker's clock says when a message came, so that the order across topics can be told. */
    void create() {
        List<NewTopic> topics = new ArrayList<>();
        INPUTS.forEach(name -> topics.add(new NewTopic(name, PARTITIONS, (short) 1)));
        COMMANDS.forEach(name -> topics.add(
                new NewTopic(name, PARTITIONS, (short) 1).configs(Map.of("message.timestamp.type", "LogAppendTime"))));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(topics).all().get();
        } catch (ExecutionException e) {
            throw new ChaosFailure("the topics cannot be made: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChaosFailure("interrupted while the topics were made", e);
        }
    }

    /** A reader of all commands, at their beginning. */
    KafkaConsumer<byte[], byte[]> commands() {
        var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "earliest",
                        "max.poll.records",
                        2_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : COMMANDS) {
            consumer.partitionsFor(topic, PATIENCE)
                    .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }
}
