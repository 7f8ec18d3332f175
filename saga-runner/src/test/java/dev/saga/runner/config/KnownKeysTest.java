package dev.saga.runner.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.deadletter.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownKeysTest {

    @Test
    void what_is_left_out_has_the_documented_default() {
        RunnerConfig config = Given.minimal().config();

        assertThat(config.kafka())
                .isEqualTo(new KafkaConfig(
                        "broker:9092",
                        "booking-saga-orchestrator",
                        config.kafka().topics(),
                        false,
                        6,
                        1,
                        1,
                        new ClientSettings(Map.of(), Map.of(), Map.of())));
        assertThat(config.postgres())
                .isEqualTo(new PostgresConfig(
                        new JdbcUrl("jdbc:postgresql://db:5432/saga"), OrNone.none(), OrNone.none(), "saga", 4, true));
        assertThat(config.deadlines()).isEqualTo(new DeadlineConfig(OrNone.none(), OrNone.none(), OrNone.none()));
        assertThat(config.retries()).isEqualTo(new RetryConfig(OrNone.of(Duration.ofMinutes(5))));
        assertThat(config.retries().policy()).isEqualTo(RetryPolicy.USUAL);
        assertThat(config.retention()).isEqualTo(new RetentionConfig(Duration.ofDays(7), OrNone.none()));
        assertThat(config.http()).isEqualTo(new HttpConfig.Listening("127.0.0.1", 8080, OrNone.none()));
        assertThat(config.warnings()).isEmpty();
    }

    @Test
    void every_topic_of_the_contract_is_called_by_its_own_name() {
        assertThat(Given.minimal().config().kafka().topics().keySet())
                .containsExactly(
                        "booking.created",
                        "product.reserved",
                        "product.reservation_failed",
                        "payment.completed",
                        "payment.failed",
                        "saga.request_stock",
                        "saga.request_payment",
                        "saga.release_stock",
                        "saga.confirm_booking",
                        "saga.cancel_booking",
                        "saga.refund_payment");
        assertThat(Given.minimal().config().kafka().topics())
                .allSatisfy((contract, real) -> assertThat(real).isEqualTo(contract));
    }

    @Test
    void what_is_given_counts() {
        RunnerConfig config = Given.nothing()
                .with("kafka.bootstrap.servers", "a:1, [::1]:65535,SSL://b.c:9093")
                .with("kafka.group.id", "my group é")
                .with("kafka.topics.create", "TRUE")
                .with("kafka.topics.partitions", "12 ")
                .with("kafka.topics.replication", "3")
                .with("kafka.topic.booking.created", "prod.booking.created.v1")
                .with("kafka.consumers", "256")
                .with("postgres.url", "jdbc:postgresql://a,b:5433,[::1]:1/db?ssl=true&user=x@y")
                .with("postgres.user", "alice")
                .with("postgres.password", " spaced ")
                .with("postgres.schema", "Größe_1-x")
                .with("postgres.pool.size", "1000")
                .with("postgres.migrate", "false")
                .with("saga.deadline.stock", "PT15M")
                .with("saga.deadline.payment", "P3650D")
                .with("saga.deadline.compensation", "PT0.5S")
                .with("saga.retry.budget", "none")
                .with("saga.retention.horizon", "P14D")
                .with("saga.retention.ended", "P90D")
                .with("http.port", "0")
                .with("http.host", "::")
                .with("http.token", "abc-._~+/=")
                .config();

        assertThat(config.kafka().bootstrapServers()).isEqualTo("a:1, [::1]:65535,SSL://b.c:9093");
        assertThat(config.kafka().groupId()).isEqualTo("my group é");
        assertThat(config.kafka().createTopics()).isTrue();
        assertThat(config.kafka().partitions()).isEqualTo(12);
        assertThat(config.kafka().replication()).isEqualTo(3);
        assertThat(config.kafka().topic("booking.created")).isEqualTo("prod.booking.created.v1");
        assertThat(config.kafka().consumers()).isEqualTo(256);
        assertThat(config.postgres())
                .isEqualTo(new PostgresConfig(
                        new JdbcUrl("jdbc:postgresql://a,b:5433,[::1]:1/db?ssl=true&user=x@y"),
                        OrNone.of("alice"),
                        OrNone.of(Secret.of(" spaced ")),
                        "Größe_1-x",
                        1000,
                        false));
        assertThat(config.deadlines().stock().value()).contains(Duration.ofMinutes(15));
        assertThat(config.deadlines().payment().value()).contains(Duration.ofDays(3650));
        assertThat(config.deadlines().compensation().value()).contains(Duration.ofMillis(500));
        assertThat(config.retries().policy()).isEqualTo(RetryPolicy.NEVER);
        assertThat(config.retention())
                .isEqualTo(new RetentionConfig(Duration.ofDays(14), OrNone.of(Duration.ofDays(90))));
        assertThat(config.http()).isEqualTo(new HttpConfig.Listening("::", 0, OrNone.of(Secret.of("abc-._~+/="))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql:",
                "jdbc:postgresql:saga",
                "jdbc:postgresql:///saga",
                "jdbc:postgresql://host/",
                "jdbc:postgresql://h1:1,[::1],h2/saga?targetServerType=primary&ssl",
                "jdbc:postgresql://host/saga?password=a%20b&ApplicationName=my app",
            })
    void a_url_that_the_driver_takes_is_taken(String url) {
        assertThat(Given.minimal().with("postgres.url", url).config().postgres().url())
                .isEqualTo(new JdbcUrl(url));
    }

    @Test
    void http_is_off_with_the_port_none() {
        assertThat(Given.minimal().with("http.port", "none").config().http()).isEqualTo(new HttpConfig.Off());
    }

    @Test
    void a_token_that_is_none_is_none_and_not_a_secret_that_everybody_guesses() {
        assertThat(Given.minimal().with("http.token", "none").config().http())
                .isEqualTo(Given.minimal().config().http());
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres.user", "postgres.password", "http.token"})
    void an_empty_value_is_none_where_none_is_possible(String key) {
        RunnerConfig without = Given.minimal().config();
        RunnerConfig empty = Given.minimal().with(key, "").config();
        RunnerConfig emptyByDefault = Given.minimal().with(key, "${GONE:}").config();

        assertThat(List.of(empty.postgres(), emptyByDefault.postgres())).containsOnly(without.postgres());
        assertThat(List.of(empty.http(), emptyByDefault.http())).containsOnly(without.http());
        assertThat(empty.effective().asMap().get(key)).isEqualTo(Map.of("value", "none", "from", "file"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "kafka.bootstrap.servers    | a",
                "kafka.bootstrap.servers    | a:0",
                "kafka.bootstrap.servers    | a:65536",
                "kafka.bootstrap.servers    | a:9092,",
                "kafka.bootstrap.servers    | ,",
                "kafka.bootstrap.servers    | a:9092;b:9092",
                "kafka.bootstrap.servers    | :9092",
                "kafka.topics.create        | yes",
                "kafka.topics.create        | 1",
                "kafka.topics.partitions    | 0",
                "kafka.topics.partitions    | -1",
                "kafka.topics.partitions    | 10001",
                "kafka.topics.partitions    | 1.0",
                "kafka.topics.partitions    | ٣",
                "kafka.topics.replication   | 0",
                "kafka.topics.replication   | 32768",
                "kafka.topic.booking.created| .",
                "kafka.topic.booking.created| ..",
                "kafka.topic.booking.created| a b",
                "kafka.topic.booking.created| a/b",
                "kafka.topic.booking.created| topicé",
                "kafka.consumers            | 0",
                "kafka.consumers            | 257",
                "kafka.consumers            | 99999999999999999999",
                "kafka.consumers            | two",
                "kafka.consumers            | +1",
                "kafka.consumers            | 0x1",
                "postgres.url               | localhost:5432/saga",
                "postgres.url               | jdbc:mysql://localhost/saga",
                "postgres.url               | JDBC:POSTGRESQL://localhost/saga",
                "postgres.url               | jdbc:postgresql:/",
                "postgres.url               | jdbc:postgresql://host",
                "postgres.url               | jdbc:postgresql://host?user=x",
                "postgres.url               | jdbc:postgresql://host/%zz",
                "postgres.url               | jdbc:postgresql://host:port/saga",
                "postgres.url               | jdbc:postgresql://host:0/saga",
                "postgres.url               | jdbc:postgresql://host:65536/saga",
                "postgres.url               | jdbc:postgresql://ho st/saga",
                "postgres.url               | jdbc:postgresql://host:/saga",
                "postgres.url               | jdbc:postgresql://::1/saga",
                "postgres.schema            | 1a",
                "postgres.schema            | -a",
                "postgres.schema            | a.b",
                "postgres.schema            | a b",
                "postgres.schema            | a\"b",
                "postgres.schema            | a'b",
                "postgres.schema            | pg_saga",
                "postgres.schema            | PG_x",
                "postgres.schema            | aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg",
                "postgres.schema            | éééééééééééééééééééééééééééééééé",
                "postgres.pool.size         | 0",
                "postgres.pool.size         | 1001",
                "postgres.migrate           | on",
                "saga.deadline.stock        | 15m",
                "saga.deadline.stock        | 900",
                "saga.deadline.stock        | PT0S",
                "saga.deadline.stock        | -PT1M",
                "saga.deadline.stock        | P1M",
                "saga.deadline.stock        | P3651D",
                "saga.deadline.stock        | PT9999999999999999999H",
                "saga.deadline.payment      | off",
                "saga.deadline.compensation | PT",
                "saga.retention.horizon     | none",
                "saga.retention.horizon     | 7d",
                "saga.retention.horizon     | PT0S",
                "saga.retention.ended       | off",
                "saga.retention.ended       | P3651D",
                "http.port                  | -1",
                "http.port                  | 65536",
                "http.port                  | off",
                "http.port                  | http",
                "http.host                  | a b",
                "http.host                  | http://localhost",
            })
    void a_malformed_value_is_named_with_what_was_expected_and_what_was_found(String key, String value) {
        String refusal = Given.minimal().with(key, value).refusal();

        assertThat(refusal).startsWith(key + " must be ");
        assertThat(refusal).contains(", but is '");
    }

    @Test
    void the_longest_names_are_taken() {
        RunnerConfig config = Given.minimal()
                .with("kafka.topic.booking.created", "t".repeat(249))
                .with("postgres.schema", "s".repeat(63))
                .with("kafka.group.id", "g".repeat(255))
                .config();

        assertThat(config.kafka().topic("booking.created")).hasSize(249);
        assertThat(config.postgres().schema()).hasSize(63);
        assertThat(config.kafka().groupId()).hasSize(255);
        assertThat(Given.minimal()
                        .with("kafka.topic.booking.created", "t".repeat(250))
                        .refusal())
                .contains("249");
        assertThat(Given.minimal().with("kafka.group.id", "g".repeat(256)).refusal())
                .contains("255");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka.bootstrap.servers",
                "kafka.group.id",
                "kafka.topics.create",
                "kafka.topics.partitions",
                "kafka.topics.replication",
                "kafka.topic.saga.refund_payment",
                "kafka.consumers",
                "postgres.url",
                "postgres.schema",
                "postgres.pool.size",
                "postgres.migrate",
                "saga.deadline.stock",
                "saga.deadline.payment",
                "saga.deadline.compensation",
                "saga.retention.horizon",
                "saga.retention.ended",
                "http.port",
                "http.host",
            })
    void an_empty_value_is_malformed_where_a_value_is_needed(String key) {
        assertThat(Given.minimal().with(key, "").refusal())
                .startsWith(key + " must be ")
                .endsWith("but is empty");
        assertThat(Given.minimal().with(key, " \t ").refusal()).startsWith(key + " must be ");
    }

    @ParameterizedTest
    @CsvSource({"http.token, two words", "http.token, é", "http.token, 'a\nb'", "postgres.password, 'a\0b'"})
    void a_malformed_secret_is_named_and_not_shown(String key, String value) {
        assertThat(Given.minimal().with(key, value).refusal())
                .startsWith(key + " must be ")
                .endsWith("but its value (not shown) is not");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka.bootstrap.servers", "postgres.url"})
    void a_required_key_that_is_missing_is_named(String key) {
        Given given = Given.nothing();
        if (key.equals("postgres.url")) {
            given.with("kafka.bootstrap.servers", "a:1");
        }

        assertThat(given.refusal()).startsWith(key + " is missing: it must be ");
    }

    @Test
    void a_required_key_that_is_mistyped_is_pointed_at() {
        assertThat(Given.nothing()
                        .with("kafka.bootstrap.server", "a:1")
                        .with("postgres.url", "jdbc:postgresql:saga")
                        .refusal())
                .startsWith("kafka.bootstrap.servers is missing")
                .endsWith("; the file has kafka.bootstrap.server, which is another key");
    }

    @Test
    void whatever_a_value_holds_the_message_is_one_printable_line() {
        assertThat(Given.minimal()
                        .with("kafka.consumers", "1\n2\r\u2028\u0007\u202E")
                        .refusal())
                .contains("'1\\u000A2\\u000D\\u2028\\u0007\\u202E'");
    }
}
