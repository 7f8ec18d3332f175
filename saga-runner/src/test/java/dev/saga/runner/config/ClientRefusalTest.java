package dev.saga.runner.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientRefusalTest {
    @TempDir
    private Path directory;

    private static Given given(String... keysAndValues) {
        Given given = Given.minimal().with("kafka.bootstrap.servers", "localhost:9092");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            given.with(keysAndValues[i], keysAndValues[i + 1]);
        }
        return given;
    }

    private static String admin(Given given) {
        KafkaConfig kafka = given.config().kafka();
        var refusal = catchThrowableOfType(
                KafkaException.class,
                () -> Admin.create(new HashMap<>(kafka.adminSettings())).close());
        return ClientRefusal.explained(kafka.clients(), refusal).getMessage();
    }

    private static String producer(Given given) {
        KafkaConfig kafka = given.config().kafka();
        var refusal = catchThrowableOfType(
                KafkaException.class,
                () -> new KafkaProducer<>(
                                new HashMap<>(kafka.producerSettings()),
                                new ByteArraySerializer(),
                                new ByteArraySerializer())
                        .close());
        return ClientRefusal.explained(kafka.clients(), refusal).getMessage();
    }

    private static String consumer(Given given) {
        KafkaConfig kafka = given.config().kafka();
        var refusal = catchThrowableOfType(
                KafkaException.class,
                () -> new KafkaConsumer<>(
                                new HashMap<>(kafka.consumerSettings()),
                                new ByteArrayDeserializer(),
                                new ByteArrayDeserializer())
                        .close());
        return ClientRefusal.explained(kafka.clients(), refusal).getMessage();
    }

    @Test
    void a_value_that_the_client_quotes_leads_to_its_key() {
        assertThat(admin(given("kafka.security.protocol", "SSL", "kafka.ssl.protocol", "FOO")))
                .isEqualTo("kafka.ssl.protocol: a Kafka client refuses its settings: FOO SSLContext not available");
    }

    @Test
    void the_key_is_the_one_of_the_client_that_refuses() {
        String reporter = "java.lang.String";

        assertThat(producer(given(
                        "kafka.consumer.metric.reporters", reporter, "kafka.producer.metric.reporters", reporter)))
                .startsWith("kafka.producer.metric.reporters: ");
        assertThat(consumer(given(
                        "kafka.producer.metric.reporters", reporter, "kafka.consumer.metric.reporters", reporter)))
                .startsWith("kafka.consumer.metric.reporters: ");
        assertThat(consumer(given("kafka.metric.reporters", reporter))).startsWith("kafka.metric.reporters: ");
    }

    @Test
    void a_store_that_cannot_be_read_is_named_with_what_is_wrong_with_it() throws IOException {
        String store =
                Files.writeString(directory.resolve("trust.jks"), "no store").toString();

        assertThat(admin(given("kafka.security.protocol", "SSL", "kafka.ssl.truststore.location", store)))
                .startsWith("kafka.ssl.truststore.location: a Kafka client refuses its settings: ")
                .contains(store, ": Invalid keystore format");
    }

    @Test
    void a_login_that_is_not_configured_names_the_key_that_would() {
        assertThat(admin(given("kafka.security.protocol", "SASL_PLAINTEXT", "kafka.sasl.mechanism", "PLAIN")))
                .startsWith("kafka.sasl.jaas.config: ");
    }

    @Test
    void what_a_client_quotes_of_a_secret_is_not_shown() {
        String jaas = "a.LoginModule hunter2 password=\"sesame\";";

        assertThat(admin(given(
                        "kafka.security.protocol",
                        "SASL_PLAINTEXT",
                        "kafka.sasl.mechanism",
                        "PLAIN",
                        "kafka.sasl.jaas.config",
                        jaas)))
                .startsWith("kafka.sasl.jaas.config: ")
                .contains("'***'")
                .doesNotContain("hunter2", "sesame");
    }

    @Test
    void what_nothing_can_be_told_of_is_kafkas() {
        var settings = given("kafka.client.id", "orchestrator").config().kafka().clients();

        assertThat(ClientRefusal.explained(settings, new KafkaException("out of luck\nfor ever"))
                        .getMessage())
                .isEqualTo("kafka.*: a Kafka client refuses its settings: out of luck for ever");
    }

    @ParameterizedTest
    @CsvSource({
        "kafka.ssl.truststore.location",
        "kafka.consumer.ssl.keystore.location",
        "kafka.producer.ssl.truststore.location"
    })
    void a_store_that_is_not_there_is_named_before_a_client_looks_for_it(String key) {
        String missing = directory.resolve("missing.jks").toString();
        var settings = given(key, missing).config().kafka().clients();

        assertThatThrownBy(() -> ClientRefusal.checkFiles(settings))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(key + ": the file '" + missing + "' does not exist");
    }

    @Test
    void a_store_that_is_there_is_left_to_the_client() throws IOException {
        String store = Files.createFile(directory.resolve("trust.jks")).toString();
        var settings =
                given("kafka.ssl.truststore.location", store).config().kafka().clients();

        assertThatCode(() -> ClientRefusal.checkFiles(settings)).doesNotThrowAnyException();
    }
}
