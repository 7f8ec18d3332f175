package dev.saga.examples.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KafkaProcessTest {

    @Test
    void keepsWhatItAcknowledgedWhenKilled() {
        try (KafkaProcess kafka = KafkaProcess.start()) {
            kafka.createTopics(1, "bookings");
            Records records = new Records(kafka.bootstrapServers(), "bookings");
            records.send("booking-1");

            kafka.kill();
            kafka.restart();
            records.send("booking-2");

            assertThat(records.readAll(2)).containsExactly("booking-1", "booking-2");
        }
    }
}
