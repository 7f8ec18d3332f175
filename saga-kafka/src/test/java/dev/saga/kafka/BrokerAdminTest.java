package dev.saga.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saga.examples.servers.Servers;
import dev.saga.kafka.BrokerUnavailable.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BrokerAdminTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String servers = Servers.kafka().bootstrapServers();
    private final BrokerAdmin admin = new BrokerAdmin(Map.of("bootstrap.servers", servers));
    private final String one = "one-" + UUID.randomUUID();
    private final String two = "two-" + UUID.randomUUID();

    @AfterEach
    void close() {
        admin.close();
    }

    private static void assertRefused(Problem problem, String inMessage, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        BrokerUnavailable.class,
                        refusal -> assertThat(refusal.problem()).isEqualTo(problem))
                .hasMessageContaining(inMessage);
    }

    @Test
    void a_broker_that_answers_is_well() {
        assertThatCode(() -> admin.check(PATIENCE)).doesNotThrowAnyException();
    }

    @Test
    void an_absent_broker_is_named() {
        try (var nobody = new BrokerAdmin(Map.of("bootstrap.servers", "127.0.0.1:9"))) {
            assertRefused(Problem.UNREACHABLE, "127.0.0.1:9", () -> nobody.check(Duration.ofMillis(300)));
            assertRefused(Problem.UNREACHABLE, one, () -> nobody.partitions(List.of(one), Duration.ofMillis(300)));
        }
    }

    @Test
    void a_broker_whose_name_nobody_knows_is_unreachable() {
        assertRefused(Problem.UNREACHABLE, "no-such-host.invalid:9092", () -> {
            try (var nobody = new BrokerAdmin(Map.of("bootstrap.servers", "no-such-host.invalid:9092"))) {
                nobody.check(Duration.ofMillis(300));
            }
        });
    }

    @Test
    void settings_that_no_client_takes_are_told() {
        assertRefused(
                Problem.SETTINGS,
                "security.protocol",
                () -> new BrokerAdmin(Map.of("bootstrap.servers", servers, "security.protocol", "SHOUTING")));
    }

    @Test
    void missing_topics_are_created_and_the_others_left_alone() {
        admin.create(List.of(one), 2, 1, PATIENCE);
        assertThat(admin.partitions(List.of(one, two), PATIENCE)).containsOnlyKeys(one);

        assertThat(admin.create(List.of(one, two), 5, 1, PATIENCE)).containsExactly(two);

        assertThat(admin.partitions(List.of(one, two, "none-" + one), PATIENCE))
                .containsOnly(Map.entry(one, 2), Map.entry(two, 5));
    }

    @Test
    void two_instances_may_create_the_same_topics_at_once() {
        var both = Stream.generate(
                        () -> CompletableFuture.runAsync(() -> admin.create(List.of(one, two), 3, 1, PATIENCE)))
                .limit(4)
                .toArray(CompletableFuture[]::new);

        CompletableFuture.allOf(both).join();

        assertThat(admin.partitions(List.of(one, two), PATIENCE)).containsOnly(Map.entry(one, 3), Map.entry(two, 3));
    }

    @Test
    void a_topic_that_the_broker_refuses_to_create_is_named() {
        assertRefused(Problem.TOPIC_REFUSED, one, () -> admin.create(List.of(one), 1, 7, PATIENCE));
        assertRefused(Problem.TOPIC_REFUSED, "no topic!", () -> admin.create(List.of("no topic!"), 1, 1, PATIENCE));
    }
}
