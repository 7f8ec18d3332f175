package dev.saga.examples.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedKafkaTest {
    private EmbeddedKafka kafka;

    @BeforeAll
    void start() {
        kafka = EmbeddedKafka.start();
    }

    @AfterAll
    void close() {
        kafka.close();
    }

    @Test
    void carriesRecordsAndRemembersThemAcrossARestart() {
        kafka.createTopics(3, "bookings");
        Records records = new Records(kafka.bootstrapServers(), "bookings");
        records.send("booking-1");
        assertThat(records.readAll(1)).containsExactly("booking-1");

        kafka.restart();
        records.send("booking-2");

        assertThat(records.readAll(2)).containsExactlyInAnyOrder("booking-1", "booking-2");
    }

    @Test
    void createsNoTopicUnasked() {
        assertThat(new Records(kafka.bootstrapServers(), "never-created").partitions())
                .isEmpty();
    }

    @Test
    void refusesATopicThatExists() {
        kafka.createTopics(1, "taken");

        assertThatThrownBy(() -> kafka.createTopics(1, "taken"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("taken")
                .hasMessageContaining("already exists");
    }

    @Test
    void leavesNothingBehindWhenTheBrokerRefusesASetting(@TempDir Path parent) throws IOException {
        Path directory = Files.createDirectory(parent.resolve("broker"));

        assertThatThrownBy(() -> EmbeddedKafka.startAndForget(directory, Map.of("log.segment.bytes", "small")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("log.segment.bytes");

        assertThat(directory).doesNotExist();
    }

    @Test
    void keepsAGivenDirectory(@TempDir Path directory) {
        int port = FreePort.next();
        try (EmbeddedKafka first = EmbeddedKafka.start(directory, port)) {
            first.createTopics(1, "kept");
            new Records(first.bootstrapServers(), "kept").send("booking-1");
        }

        try (EmbeddedKafka second = EmbeddedKafka.start(directory, port)) {
            assertThat(new Records(second.bootstrapServers(), "kept").readAll(1))
                    .isEqualTo(List.of("booking-1"));
        }
    }
}
