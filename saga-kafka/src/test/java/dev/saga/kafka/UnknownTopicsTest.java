package dev.saga.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.junit.jupiter.api.Test;

class UnknownTopicsTest {
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final AtomicLong nanos = new AtomicLong();
    private final UnknownTopics topics = new UnknownTopics(consumer, List.of("created", "reserved"), nanos::get);

    @Test
    void a_topic_that_does_not_exist_is_told_of_every_half_minute_until_it_does() {
        exists("created");
        try (var logged = new Logged(KafkaReceiver.class)) {
            topics.lookNowAndThen();
            topics.lookNowAndThen();
            halfAMinutePasses();
            topics.lookNowAndThen();
            exists("reserved");
            halfAMinutePasses();
            topics.lookNowAndThen();
            halfAMinutePasses();
            topics.lookNowAndThen();

            assertThat(logged.lines())
                    .containsExactly(
                            "WARN These topics do not exist, and are waited for: [reserved]",
                            "WARN These topics do not exist, and are waited for: [reserved]",
                            "INFO All topics that are read exist");
        }
    }

    private void exists(String topic) {
        consumer.updatePartitions(topic, List.of(new PartitionInfo(topic, 0, null, null, null)));
    }

    private void halfAMinutePasses() {
        nanos.addAndGet(Duration.ofSeconds(30).toNanos());
    }
}
