package dev.saga.runner.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaPassThroughTest {
    private static final List<String> PREFIXES = List.of("kafka.", "kafka.consumer.", "kafka.producer.");

    static Stream<Arguments> fixedByTheProduct() {
        Map<String, List<String>> fixed = Map.ofEntries(
                Map.entry("acks", List.of("all", "-1", "0", "1")),
                Map.entry("enable.idempotence", List.of("true", "false")),
                Map.entry("enable.auto.commit", List.of("false", "true")),
                Map.entry("key.serializer", List.of("org.apache.kafka.common.serialization.StringSerializer")),
                Map.entry("value.serializer", List.of("org.apache.kafka.common.serialization.ByteArraySerializer")),
                Map.entry("key.deserializer", List.of("org.apache.kafka.common.serialization.StringDeserializer")),
                Map.entry("value.deserializer", List.of("x")),
                Map.entry("transactional.id", List.of("t", "")),
                Map.entry("isolation.level", List.of("read_committed", "read_uncommitted")),
                Map.entry("partitioner.ignore.keys", List.of("false", "true")),
                Map.entry(
                        "partitioner.class",
                        List.of("org.apache.kafka.clients.producer.RoundRobinPartitioner", "no.such.Partitioner")));
        return PREFIXES.stream()
                .flatMap(prefix -> fixed.entrySet().stream()
                        .flatMap(entry ->
                                entry.getValue().stream().map(value -> Arguments.of(prefix + entry.getKey(), value))));
    }

    @ParameterizedTest
    @MethodSource("fixedByTheProduct")
    void what_a_guarantee_rests_on_is_refused_even_with_the_safe_value(String key, String value) {
        assertThat(Given.minimal().with(key, value).refusal())
                .startsWith(key + " cannot be set, whatever the value: it is fixed by the product");
    }

    @ParameterizedTest
    @CsvSource({
        "kafka.consumer.group.id, kafka.group.id",
        "kafka.producer.group.id, kafka.group.id",
        "kafka.consumer.bootstrap.servers, kafka.bootstrap.servers",
        "kafka.producer.bootstrap.servers, kafka.bootstrap.servers",
        "kafka.bootstrap.controllers, kafka.bootstrap.servers",
    })
    void what_has_a_key_of_its_own_is_refused_with_that_key(String key, String ours) {
        assertThat(Given.minimal().with(key, "x:1").refusal())
                .isEqualTo(key + " cannot be set: use " + ours + " instead");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "kafka.consumer.max.poll.records                                | abc",
                "kafka.consumer.max.poll.records                                | 0",
                "kafka.max.poll.records                                         | 1.5",
                "kafka.security.protocol                                        | FOO",
                "kafka.consumer.security.protocol                               | FOO",
                "kafka.producer.security.protocol                               | TLS",
                "kafka.client.dns.lookup                                        | maybe",
                "kafka.check.crcs                                               | yes",
                "kafka.sasl.login.refresh.window.factor                         | 2.0",
                "kafka.sasl.kerberos.ticket.renew.jitter                        | x",
                "kafka.request.timeout.ms                                       | -1",
                "kafka.request.timeout.ms                                       | 99999999999",
                "kafka.producer.compression.type                                | rar",
                "kafka.producer.linger.ms                                       | 5ms",
                "kafka.sasl.login.class                                         | no.such.Login",
                "kafka.consumer.interceptor.classes                             | no.such.Interceptor",
                "kafka.metric.reporters                                         | no.such.Reporter",
                "kafka.consumer.partition.assignment.strategy                   | range",
                "kafka.consumer.group.protocol                                  | eager",
                "kafka.consumer.auto.offset.reset                               | latest",
                "kafka.auto.offset.reset                                        | none",
                "kafka.consumer.auto.offset.reset                               | by_duration:PT1H",
                "kafka.consumer.auto.offset.reset                               | first",
                "kafka.producer.max.in.flight.requests.per.connection           | 6",
                "kafka.max.in.flight.requests.per.connection                    | 0",
                "kafka.producer.retries                                         | 0",
                "kafka.retries                                                  | 0",
                "kafka.producer.delivery.timeout.ms                             | 0",
                "kafka.consumer.session.timeout.ms                              | 3000",
                "kafka.session.timeout.ms                                       | 1",
                "kafka.consumer.heartbeat.interval.ms                           | 10000",
            })
    void a_malformed_value_is_named_with_what_was_expected_and_what_was_found(String key, String value) {
        assertThat(Given.minimal().with(key, value).refusal())
                .startsWith(key + " must be ")
                .endsWith(", but is '" + value + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka.consumer.max.poll.records",
                "kafka.security.protocol",
                "kafka.sasl.mechanism",
                "kafka.producer.compression.type",
                "kafka.consumer.group.instance.id",
                "kafka.fetch.min.bytes",
            })
    void an_empty_value_is_malformed_where_the_client_needs_one(String key) {
        assertThat(Given.minimal().with(key, "").refusal())
                .startsWith(key + " must be ")
                .endsWith("but is empty");
    }

    @Test
    void an_empty_value_is_passed_on_where_the_client_gives_it_a_meaning() {
        RunnerConfig config = Given.minimal()
                .with("kafka.ssl.endpoint.identification.algorithm", "")
                .config();

        assertThat(config.kafka().producerSettings()).containsEntry("ssl.endpoint.identification.algorithm", "");
        assertThat(config.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "kafka.consumer.session.timeout.ms, 20000",
        "kafka.heartbeat.interval.ms, 2000",
        "kafka.consumer.partition.assignment.strategy, org.apache.kafka.clients.consumer.RangeAssignor",
    })
    void what_the_broker_rules_over_is_refused_with_the_new_group_protocol(String key, String value) {
        assertThat(Given.minimal()
                        .with("kafka.consumer.group.protocol", "Consumer")
                        .with(key, value)
                        .refusal())
                .isEqualTo(key + " cannot be set with group.protocol=consumer");
    }

    @Test
    void the_new_group_protocol_comes_without_a_session_timeout_and_may_name_its_assignor() {
        KafkaConfig kafka = Given.minimal()
                .with("kafka.group.protocol", "consumer")
                .with("kafka.group.remote.assignor", "range")
                .config()
                .kafka();

        assertThat(kafka.consumerSettings())
                .containsOnly(
                        Map.entry("group.protocol", "consumer"),
                        Map.entry("group.remote.assignor", "range"),
                        Map.entry("bootstrap.servers", "broker:9092"),
                        Map.entry("group.id", "booking-saga-orchestrator"));
        assertThat(Given.minimal().with("kafka.group.remote.assignor", "range").refusal())
                .startsWith("kafka.group.remote.assignor can be set only with group.protocol=consumer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka.consumer.group.instance.id", "kafka.group.instance.id"})
    void a_static_member_is_one_consumer(String key) {
        assertThat(Given.minimal().with(key, "i").config().kafka().consumerSettings())
                .containsEntry("group.instance.id", "i");
        assertThat(Given.minimal().with(key, "i").with("kafka.consumers", "2").refusal())
                .startsWith(key + " can be set only with kafka.consumers=1")
                .endsWith("kafka.consumers is 2");
    }

    @Test
    void a_malformed_value_of_our_own_is_found_before_it_is_compared_with_kafkas() {
        assertThat(Given.minimal()
                        .with("kafka.consumer.group.instance.id", "i")
                        .with("kafka.consumers", "many")
                        .refusal())
                .startsWith("kafka.consumers must be");
    }

    @Test
    void each_client_gets_its_own_over_what_is_common_and_nothing_it_does_not_know() {
        KafkaConfig kafka = Given.minimal()
                .with("kafka.security.protocol", "PLAINTEXT")
                .with("kafka.max.poll.records", "100")
                .with("kafka.request.timeout.ms", "20000")
                .with("kafka.my.plugin.setting", "p")
                .with("kafka.consumer.request.timeout.ms", "30000")
                .with("kafka.producer.compression.type", "lz4")
                .with("kafka.producer.client.id", "relay")
                .config()
                .kafka();

        assertThat(kafka.clients())
                .isEqualTo(new ClientSettings(
                        Map.of(
                                "security.protocol", "PLAINTEXT",
                                "max.poll.records", "100",
                                "request.timeout.ms", "20000",
                                "my.plugin.setting", "p"),
                        Map.of("request.timeout.ms", "30000"),
                        Map.of("compression.type", "lz4", "client.id", "relay")));
        assertThat(kafka.consumerSettings())
                .isEqualTo(Map.of(
                        "bootstrap.servers", "broker:9092",
                        "group.id", "booking-saga-orchestrator",
                        "security.protocol", "PLAINTEXT",
                        "max.poll.records", "100",
                        "request.timeout.ms", "30000",
                        "my.plugin.setting", "p"));
        assertThat(kafka.producerSettings())
                .isEqualTo(Map.of(
                        "bootstrap.servers", "broker:9092",
                        "security.protocol", "PLAINTEXT",
                        "request.timeout.ms", "20000",
                        "my.plugin.setting", "p",
                        "compression.type", "lz4",
                        "client.id", "relay"));
        assertThat(kafka.adminSettings())
                .isEqualTo(Map.of(
                        "bootstrap.servers", "broker:9092",
                        "security.protocol", "PLAINTEXT",
                        "request.timeout.ms", "20000",
                        "my.plugin.setting", "p"));
    }

    @Test
    void a_given_session_timeout_counts() {
        assertThat(Given.minimal()
                        .with("kafka.session.timeout.ms", "45000")
                        .config()
                        .kafka()
                        .consumerSettings())
                .containsEntry("session.timeout.ms", "45000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "kafka.foo.bar                    | kafka.foo.bar: no Kafka client knows this setting; it is passed on as it is",
                "kafka.consumer                   | kafka.consumer: no Kafka client knows this setting; it is passed on as it is; did you mean kafka.consumers?",
                "kafka.bootstrap.server           | kafka.bootstrap.server: no Kafka client knows this setting; it is passed on as it is; did you mean kafka.bootstrap.servers?",
                "kafka.sasl.mechanisms            | kafka.sasl.mechanisms: no Kafka client knows this setting; it is passed on as it is; did you mean kafka.sasl.mechanism?",
                "kafka.ACKS                       | kafka.ACKS: no Kafka client knows this setting; it is passed on as it is; did you mean kafka.acks?",
                "kafka.consumer.max.pol.records   | kafka.consumer.max.pol.records: the Kafka consumer does not know this setting; it is passed on as it is; did you mean kafka.consumer.max.poll.records?",
                "kafka.consumer.linger.ms         | kafka.consumer.linger.ms: the Kafka consumer does not know this setting; it is passed on as it is",
                "kafka.producer.max.poll.records  | kafka.producer.max.poll.records: the Kafka producer does not know this setting; it is passed on as it is",
                "kafka.listener.name.x.sasl.y     | kafka.listener.name.x.sasl.y: no Kafka client knows this setting; it is passed on as it is",
            })
    void a_name_that_no_client_knows_is_passed_on_with_a_warning(String key, String warning) {
        RunnerConfig config = Given.minimal().with(key, "hunter2").config();

        assertThat(config.warnings()).singleElement().asString().isEqualTo(warning);
        assertThat(config.kafka().clients().toString())
                .contains(KafkaScope.of(key).orElseThrow().name(key));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "kafka.client.id                                      | x",
                "kafka.sasl.jaas.config                               | org.example.Login required;",
                "kafka.ssl.truststore.location                        | /etc/tls/trust.p12",
                "kafka.metric.reporters                               | org.apache.kafka.common.metrics.JmxReporter",
                "kafka.consumer.partition.assignment.strategy         | org.apache.kafka.clients.consumer.RangeAssignor",
                "kafka.consumer.auto.offset.reset                     | earliest",
                "kafka.producer.max.in.flight.requests.per.connection | 5",
                "kafka.producer.retries                               | 1",
                "kafka.producer.delivery.timeout.ms                   | 10000",
                "kafka.security.protocol                              | sasl_ssl",
                "kafka.config.providers                               | file",
                "kafka.config.providers.file.param.allowed.paths      | /run/secrets",
            })
    void what_the_clients_know_is_passed_on_in_silence(String key, String value) {
        RunnerConfig config = Given.minimal().with(key, value).config();

        assertThat(config.warnings()).isEmpty();
        assertThat(config.effective().asMap().get(key)).containsEntry("from", "file");
    }
}
