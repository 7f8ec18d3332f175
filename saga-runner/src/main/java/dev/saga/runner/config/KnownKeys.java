package dev.saga.runner.config;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every documented key, once: what is read, what counts where it is left out, and how the documentation says it. */
final class KnownKeys {
    static final String TOPIC_PREFIX = "kafka.topic.";

    /** The contract's topics, what comes in before what goes out. */
    static final List<String> TOPICS = List.of(
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

    static final Key<String> BOOTSTRAP_SERVERS = Key.required(
            "kafka.bootstrap.servers", "localhost:9092", Formats.BOOTSTRAP_SERVERS, "where to find the brokers");
    static final Key<String> GROUP_ID = Key.optional(
            "kafka.group.id",
            "booking-saga-orchestrator",
            Formats.GROUP_ID,
            "the consumer group; a new one starts at the earliest offset");
    static final Key<Boolean> TOPICS_CREATE =
            Key.optional("kafka.topics.create", "false", Format.flag(), "create missing topics at start");
    static final Key<Integer> TOPICS_PARTITIONS = Key.optional(
            "kafka.topics.partitions", "6", Format.wholeNumber(1, 10_000), "partitions of a topic created at start");
    static final Key<Integer> TOPICS_REPLICATION = Key.optional(
            "kafka.topics.replication", "1", Format.wholeNumber(1, 32_767), "replicas of a topic created at start");
    static final Key<Integer> CONSUMERS = Key.optional(
            "kafka.consumers",
            "1",
            Format.wholeNumber(1, 256),
            "consumer threads (session timeout 10 s unless `kafka.consumer.session.timeout.ms` is given)");
    static final Map<String, Key<String>> TOPIC_NAMES = topicNames();

    static final Key<JdbcUrl> POSTGRES_URL = Key.required(
            "postgres.url", "jdbc:postgresql://localhost:5432/saga", JdbcUrl.FORMAT, "JDBC URL of the database");
    static final Key<OrNone<String>> POSTGRES_USER =
            Key.optional("postgres.user", "", Formats.USER.orEmpty(), "unless the URL has it");
    static final Key<OrNone<Secret>> POSTGRES_PASSWORD =
            Key.optional("postgres.password", "", Formats.PASSWORD.orEmpty(), "unless the URL has it; never printed");
    static final Key<String> POSTGRES_SCHEMA =
            Key.optional("postgres.schema", "saga", Formats.IDENTIFIER, "where the tables are");
    static final Key<Integer> POSTGRES_POOL_SIZE =
            Key.optional("postgres.pool.size", "4", Format.wholeNumber(1, 1_000), "connections to the database");
    static final Key<Boolean> POSTGRES_MIGRATE =
            Key.optional("postgres.migrate", "true", Format.flag(), "migrate the schema at start");

    static final Key<OrNone<Duration>> DEADLINE_STOCK = deadline("stock", "for the answers to all stock requests");
    static final Key<OrNone<Duration>> DEADLINE_PAYMENT = deadline("payment", "for the answer to the payment request");
    static final Key<OrNone<Duration>> DEADLINE_COMPENSATION =
            deadline("compensation", "for the answers that compensation still waits for");

    static final Key<OrNone<Duration>> RETRY_BUDGET = Key.optional(
            "saga.retry.budget",
            "PT5M",
            Format.duration().orNone(),
            "how long a message on which its saga fails is tried again by itself, 1 s to 60 s apart; `none` leaves it to an operator");

    static final Key<Duration> RETENTION_HORIZON = Key.optional(
            "saga.retention.horizon",
            "P7D",
            Format.duration(),
            "how long a message may come again, and so how long ended sagas and handled messages are remembered at least");
    static final Key<OrNone<Duration>> RETENTION_ENDED = Key.optional(
            "saga.retention.ended",
            "none",
            Format.duration().orNone(),
            "removes sagas daily whose last event is older than this, at least `saga.retention.horizon`; `none` keeps them");

    static final Key<OrNone<Integer>> HTTP_PORT = Key.optional(
            "http.port",
            "8080",
            Format.wholeNumber(0, 65_535).orNone(),
            "`0` takes a free port (its number is logged), `none` turns HTTP off");
    static final Key<String> HTTP_HOST =
            Key.optional("http.host", "127.0.0.1", Formats.HOST, "the address that is listened at");
    static final Key<OrNone<Secret>> HTTP_TOKEN = Key.optional(
            "http.token",
            "",
            Formats.BEARER_TOKEN.orEmptyOrNone(),
            "bearer token asked of every request that changes anything; without one, such requests are refused");

    static final List<Key<?>> ALL = Stream.concat(
                    Stream.concat(
                            Stream.of(
                                    BOOTSTRAP_SERVERS,
                                    GROUP_ID,
                                    TOPICS_CREATE,
                                    TOPICS_PARTITIONS,
                                    TOPICS_REPLICATION,
                                    CONSUMERS),
                            TOPIC_NAMES.values().stream()),
                    Stream.<Key<?>>of(
                            POSTGRES_URL,
                            POSTGRES_USER,
                            POSTGRES_PASSWORD,
                            POSTGRES_SCHEMA,
                            POSTGRES_POOL_SIZE,
                            POSTGRES_MIGRATE,
                            DEADLINE_STOCK,
                            DEADLINE_PAYMENT,
                            DEADLINE_COMPENSATION,
                            RETRY_BUDGET,
                            RETENTION_HORIZON,
                            RETENTION_ENDED,
                            HTTP_PORT,
                            HTTP_HOST,
                            HTTP_TOKEN))
            .collect(Collectors.toUnmodifiableList());

    static final List<String> NAMES = ALL.stream().map(Key::name).toList();

    private KnownKeys() {}

    private static Map<String, Key<String>> topicNames() {
        Map<String, Key<String>> keys = new LinkedHashMap<>();
        for (String topic : TOPICS) {
            keys.put(
                    topic,
                    Key.optional(
                            TOPIC_PREFIX + topic, topic, Formats.TOPIC, "the real name of the topic `" + topic + "`"));
        }
        return Collections.unmodifiableMap(keys);
    }

    private static Key<OrNone<Duration>> deadline(String step, String meaning) {
        return Key.optional(
                "saga.deadline." + step,
                "none",
                Format.duration().orNone(),
                "how long a saga waits " + meaning + " (an ISO-8601 duration such as `PT15M`)");
    }
}
