package dev.saga.runner.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownKeysTest {

    @ParameterizedTest
    @CsvSource({
        "postgres.pasword, postgres.password",
        "postgres.ulr, postgres.url",
        "postgres.pool-size, postgres.pool.size",
        "Postgres.URL, postgres.url",
        "postgresql.user, postgres.user",
        "http.prot, http.port",
        "htp.token, http.token",
        "saga.deadline.stocks, saga.deadline.stock",
        "saga.deadlines.payment, saga.deadline.payment",
        "kafka.topics.partition, kafka.topics.partitions",
        "kafka.topics.replication.factor, ''",
        "kafka.topic.booking-created, kafka.topic.booking.created",
        "kafka.topic.booking.create, kafka.topic.booking.created",
        "kafka.topic.product.reservation.failed, kafka.topic.product.reservation_failed",
        "bootstrap.servers, kafka.bootstrap.servers",
        "schema, postgres.schema",
        "spring.datasource.url, ''",
    })
    void an_unknown_key_is_named_with_the_nearest_known_one(String key, String nearest) {
        String expected = key + " is not a key of the configuration"
                + (nearest.isEmpty() ? "" : "; did you mean " + nearest + "?");

        assertThat(Given.minimal().with(key, "hunter2").refusal()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "kafka",
                "kafka.",
                "kafka.consumer.",
                "kafka.producer.",
                "kafka.topic.",
                "kafka.topics.",
                "kafka.topics.x",
                "kafka.topic.x",
                "saga.deadline",
                "http",
                "postgres",
                "x\ny",
                "ключ"
            })
    void what_is_no_key_at_all_is_refused(String key) {
        assertThat(Given.minimal().with(key, "hunter2").refusal())
                .contains("is not a key of the configuration")
                .doesNotContain("hunter2");
    }

    @Test
    void a_key_of_a_megabyte_is_cut() {
        assertThat(Given.minimal().with("k".repeat(1 << 20), "x").refusal())
                .contains("(1048576 characters) is not a key");
    }

    @ParameterizedTest
    @CsvSource({
        "saga.request_stock, booking.created, kafka.topic.booking.created, kafka.topic.saga.request_stock",
        "saga.cancel_booking, saga.confirm_booking, kafka.topic.saga.confirm_booking, kafka.topic.saga.cancel_booking",
    })
    void one_real_name_for_two_topics_names_both_keys(String topic, String name, String one, String other) {
        assertThat(Given.minimal().with("kafka.topic." + topic, name).refusal())
                .isEqualTo(one + " and " + other + " name the same topic '" + name + "': each needs one of its own");
    }

    @Test
    void two_names_that_a_broker_cannot_tell_apart_are_refused() {
        assertThat(Given.minimal()
                        .with("kafka.topic.booking.created", "a.b")
                        .with("kafka.topic.payment.failed", "a_b")
                        .refusal())
                .contains("kafka.topic.booking.created and kafka.topic.payment.failed", "'a.b' and 'a_b'");
    }

    @Test
    void topics_may_swap_their_names() {
        KafkaConfig kafka = Given.minimal()
                .with("kafka.topic.payment.completed", "payment.failed")
                .with("kafka.topic.payment.failed", "payment.completed")
                .config()
                .kafka();

        assertThat(kafka.topic("payment.completed")).isEqualTo("payment.failed");
        assertThat(kafka.topic("payment.failed")).isEqualTo("payment.completed");
    }
}
