package dev.saga.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saga.examples.servers.EmbeddedKafka;
import dev.saga.kafka.BrokerUnavailable.Problem;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A broker that asks who is there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CredentialsTest {
    private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Topics topics = Given.topics();
    private EmbeddedKafka kafka;

    @BeforeAll
    void start() {
        kafka = EmbeddedKafka.start(Map.of(
                "listener.security.protocol.map", "PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                "sasl.enabled.mechanisms", "PLAIN",
                "sasl.mechanism.inter.broker.protocol", "PLAIN",
                "listener.name.plaintext.plain.sasl.jaas.config",
                        LOGIN + " username=\"saga\" password=\"right\" user_saga=\"right\";"));
    }

    @AfterAll
    void close() {
        kafka.close();
    }

    private Map<String, Object> with(String password, String... more) {
        var settings = new HashMap<String, Object>(Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                LOGIN + " username=\"saga\" password=\"" + password + "\";"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    @Test
    void the_right_ones_open_everything() {
        try (var admin = new BrokerAdmin(with("right"))) {
            admin.create(topics.read(), 1, 1, PATIENCE);
            admin.create(topics.written(), 1, 1, PATIENCE);
        }
        try (var publisher = new KafkaPublisher(with("right"), topics, "booking", ClientListener.NONE);
                var member = new RunningReceiver(with("right", "group.id", "g"), topics, batch -> {})) {
            assertThat(publisher.publish(List.of(Given.command(1, "b-1", "saga.request_stock"))))
                    .hasSize(1);
            Given.until("it has joined", () -> member.receiver().status().joined());
        }
    }

    @Test
    void wrong_ones_are_told_by_everybody_and_the_password_by_nobody() {
        try (var admin = new BrokerAdmin(with("wrong"))) {
            assertThatThrownBy(() -> admin.check(PATIENCE))
                    .isInstanceOfSatisfying(
                            BrokerUnavailable.class,
                            refusal -> assertThat(refusal.problem()).isEqualTo(Problem.AUTHENTICATION))
                    .hasMessageContaining("credentials")
                    .hasMessageNotContaining("wrong");
        }
        try (var logged = new Logged(KafkaPublisher.class);
                var publisher = new KafkaPublisher(with("wrong"), topics, "booking", ClientListener.NONE)) {
            assertThat(publisher.publish(List.of(Given.command(1, "b-1", "saga.request_stock"))))
                    .isEmpty();
            assertThat(logged.lines())
                    .singleElement()
                    .asString()
                    .contains("1 of 1 commands", "Authentication failed")
                    .doesNotContain("wrong");
        }
        try (var member = new RunningReceiver(with("wrong", "group.id", "g"), topics, batch -> {})) {
            Given.until(
                    "the refusal is told",
                    () -> member.receiver().status().problem().contains("Authentication failed"));
            assertThat(member.receiver().status().joined()).isFalse();
        }
    }
}
