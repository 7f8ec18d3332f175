package dev.saga.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.saga.kafka.BrokerAdmin;
import dev.saga.kafka.Topics;
import dev.saga.runner.config.ConfigurationException;
import dev.saga.runner.config.RunnerConfig;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is said where there is no connection to Kafka to be had. */
class TopologyTest {
    /** The first is called as in Kubernetes, with a word that clients use too; that one has an address is enough. */
    private static final String SERVERS = "my-cluster-kafka-bootstrap:9092,localhost:9092";

    private static BrokerAdmin establish(Map<String, String> kafka) {
        var properties = new TreeMap<>(kafka);
        properties.put("postgres.url", "jdbc:postgresql://db:5432/saga");
        RunnerConfig config = RunnerConfig.of(properties, Map.of());
        var topics = Topics.of(Bookings.saga(config.deadlines()), config.kafka()::topic);
        return Topology.establish(config.kafka(), topics, Bookings.OPTIONAL_COMMAND);
    }

    @Test
    void a_refused_setting_is_told_under_its_own_key_and_without_secrets_whatever_the_servers_are_called() {
        var refusal = catchThrowableOfType(
                ConfigurationException.class,
                () -> establish(Map.of(
                        "kafka.bootstrap.servers", SERVERS,
                        "kafka.security.protocol", "SASL_PLAINTEXT",
                        "kafka.sasl.mechanism", "PLAIN",
                        "kafka.sasl.jaas.config", "a.LoginModule hunter2 password=\"sesame\";")));

        assertThat(refusal.getMessage())
                .startsWith("kafka.sasl.jaas.config: ")
                .hasLineCount(1)
                .doesNotContain("hunter2", "sesame");
    }

    @Test
    void servers_without_an_address_are_named() {
        assertThatThrownBy(() -> establish(Map.of("kafka.bootstrap.servers", "no-such-host.invalid:9092")))
                .isInstanceOf(StartupFailure.class)
                .hasMessageStartingWith("kafka.bootstrap.servers: ")
                .hasMessageContainingAll("no-such-host.invalid:9092", "No resolvable bootstrap urls");
    }
}
