package dev.saga.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void what_the_producers_guarantees_rest_on_cannot_be_set() {
        var settings = ProducerSettings.of(Map.of(
                "acks", "1",
                "enable.idempotence", "false",
                "transactional.id", "t",
                "key.serializer", "x",
                "partitioner.class", "org.apache.kafka.clients.producer.RoundRobinPartitioner",
                "partitioner.ignore.keys", "true"));

        assertThat(settings)
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true)
                .doesNotContainKeys(
                        "transactional.id", "key.serializer", "partitioner.class", "partitioner.ignore.keys");
    }

    @Test
    void the_producer_gives_up_early_unless_it_is_told_otherwise() {
        assertThat(ProducerSettings.of(Map.of()))
                .containsEntry("linger.ms", 5L)
                .containsEntry("max.block.ms", 5_000L)
                .containsEntry("request.timeout.ms", 5_000)
                .containsEntry("delivery.timeout.ms", 10_000);
        assertThat(ProducerSettings.of(Map.of("delivery.timeout.ms", "3000", "linger.ms", "7")))
                .containsEntry("request.timeout.ms", 2_993)
                .containsEntry("delivery.timeout.ms", "3000");
        assertThat(ProducerSettings.of(Map.of("delivery.timeout.ms", "5000", "request.timeout.ms", "4998")))
                .containsEntry("linger.ms", 2L);
        assertThat(ProducerSettings.of(Map.of("request.timeout.ms", "30000")))
                .containsEntry("delivery.timeout.ms", 30_005);
    }

    @Test
    void the_consumer_never_commits_by_itself_and_starts_at_the_beginning() {
        assertThat(ConsumerSettings.of(Map.of("enable.auto.commit", "true", "max.poll.records", "7")))
                .containsEntry("enable.auto.commit", false)
                .containsEntry("auto.offset.reset", "earliest")
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("session.timeout.ms", 10_000)
                .containsEntry("max.poll.records", "7")
                .containsEntry("receive.buffer.bytes", -1)
                .containsEntry("max.partition.fetch.bytes", 65_536)
                .containsEntry("allow.auto.create.topics", false);
    }

    @Test
    void the_brokers_own_group_protocol_co_partitions_too() {
        assertThat(ConsumerSettings.of(Map.of("group.protocol", "CONSUMER", "receive.buffer.bytes", "65536")))
                .containsEntry("receive.buffer.bytes", "65536")
                .containsEntry("group.remote.assignor", "range")
                .doesNotContainKeys("session.timeout.ms", "partition.assignment.strategy");
    }
}
