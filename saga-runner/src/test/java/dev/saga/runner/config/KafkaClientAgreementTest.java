package dev.saga.runner.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saga.kafka.ClientListener;
import dev.saga.kafka.KafkaPublisher;
import dev.saga.kafka.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules that are written down here are the ones that the clients themselves keep. */
class KafkaClientAgreementTest {

    private static void startConsumer(Map<String, String> settings) {
        Map<String, Object> all = new HashMap<>(Map.of("bootstrap.servers", "127.0.0.1:9", "group.id", "g"));
        all.putAll(settings);
        new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer()).close();
    }

    private static void startProducer(Map<String, String> settings) {
        Map<String, Object> all = new HashMap<>(Map.of("bootstrap.servers", "127.0.0.1:9"));
        all.putAll(settings);
        new KafkaPublisher(all, new Topics(Map.of(), Map.of()), "booking", ClientListener.NONE).close();
    }

    @Test
    void the_consumer_refuses_a_session_that_is_no_longer_than_its_heartbeat() {
        String name = "session.timeout.ms";

        assertThatThrownBy(() -> startConsumer(Map.of(name, "3000"))).isInstanceOf(KafkaException.class);
        assertThatCode(() -> startConsumer(Map.of(name, "3001"))).doesNotThrowAnyException();
        assertThat(Given.minimal().with("kafka.consumer." + name, "3000").refusal())
                .startsWith("kafka.consumer.session.timeout.ms must be more than the heartbeat interval (3000 ms)");
        assertThat(Given.minimal()
                        .with("kafka.consumer." + name, "3001")
                        .config()
                        .kafka()
                        .consumerSettings())
                .containsEntry(name, "3001");
    }

    @ParameterizedTest
    @CsvSource({
        "max.in.flight.requests.per.connection, 6, 5",
        "retries, 0, 1",
        "delivery.timeout.ms, 0, 1",
    })
    void the_publisher_refuses_what_is_refused_here(String name, String refused, String taken) {
        assertThatThrownBy(() -> startProducer(Map.of(name, refused))).isInstanceOf(KafkaException.class);
        assertThatCode(() -> startProducer(Map.of(name, taken))).doesNotThrowAnyException();
        assertThat(Given.minimal().with("kafka.producer." + name, refused).refusal())
                .isNotEmpty();
        assertThat(Given.minimal()
                        .with("kafka.producer." + name, taken)
                        .config()
                        .kafka()
                        .producerSettings())
                .containsEntry(name, taken);
    }

    @ParameterizedTest
    @CsvSource({
        "linger.ms, 7, request.timeout.ms, 4000, 4006, at least linger.ms + request.timeout.ms (4007)",
        "retries, 3, request.timeout.ms, 4000, 3999, at least request.timeout.ms (4000)",
        "retries, 3, linger.ms, 7, 7, more than linger.ms (7)",
    })
    void delivery_takes_as_long_as_what_is_given_of_its_parts(
            String one, String value, String other, String otherValue, int tooShort, String expected) {
        String name = "delivery.timeout.ms";
        Map<String, String> parts = Map.of(one, value, other, otherValue);
        Map<String, String> refused = new HashMap<>(parts);
        refused.put(name, Integer.toString(tooShort));
        Map<String, String> taken = new HashMap<>(parts);
        taken.put(name, Integer.toString(tooShort + 1));

        assertThatThrownBy(() -> startProducer(refused)).isInstanceOf(KafkaException.class);
        assertThatCode(() -> startProducer(taken)).doesNotThrowAnyException();
        assertThat(forProducer(refused).refusal()).startsWith("kafka.producer.delivery.timeout.ms must be " + expected);
        assertThat(forProducer(taken).config().kafka().producerSettings()).containsAllEntriesOf(taken);
    }

    private static Given forProducer(Map<String, String> settings) {
        Given given = Given.minimal();
        for (var setting : settings.entrySet()) {
            given = given.with("kafka.producer." + setting.getKey(), setting.getValue());
        }
        return given;
    }

    static Stream<Arguments> everyNameWithOddValues() {
        List<String> odd =
                List.of("", " ", ",", "x", "-2", "-1", "0", "1", "1.5", "true", "99999999999999999999", "none");
        return Stream.of(KafkaClient.values())
                .flatMap(client -> client.names().stream())
                .distinct()
                .flatMap(name -> odd.stream().map(value -> Arguments.of(name, value)));
    }

    @ParameterizedTest
    @MethodSource("everyNameWithOddValues")
    void what_is_accepted_here_is_accepted_by_every_client_it_goes_to(String name, String value) {
        KafkaConfig kafka;
        try {
            kafka = Given.minimal().with("kafka." + name, value).config().kafka();
        } catch (ConfigurationException refused) {
            assertThat(refused).hasMessageStartingWith("kafka." + name + " ");
            return;
        }
        Map<String, Object> consumer = new HashMap<>(kafka.consumerSettings());
        consumer.put("key.deserializer", ByteArrayDeserializer.class);
        consumer.put("value.deserializer", ByteArrayDeserializer.class);
        Map<String, Object> producer = new HashMap<>(kafka.producerSettings());
        producer.put("key.serializer", ByteArraySerializer.class);
        producer.put("value.serializer", ByteArraySerializer.class);

        assertThatCode(() -> new ConsumerConfig(consumer)).doesNotThrowAnyException();
        assertThatCode(() -> new ProducerConfig(producer)).doesNotThrowAnyException();
        assertThatCode(() -> new AdminClientConfig(kafka.adminSettings())).doesNotThrowAnyException();
    }

    static Stream<String> passwords() {
        return Stream.of(ConsumerConfig.configDef(), ProducerConfig.configDef(), AdminClientConfig.configDef())
                .map(ConfigDef::configKeys)
                .flatMap(keys -> keys.values().stream())
                .filter((ConfigKey key) -> key.type == Type.PASSWORD)
                .map(key -> key.name)
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("passwords")
    void whatever_kafka_takes_for_a_password_is_a_secret_here(String name) {
        RunnerConfig config = Given.minimal().with("kafka." + name, "hunter2").config();

        assertThat(config.toString()).contains(name).doesNotContain("hunter2");
        assertThat(config.kafka().consumerSettings()).containsEntry(name, "hunter2");
    }
}
