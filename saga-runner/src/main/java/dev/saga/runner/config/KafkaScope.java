package dev.saga.runner.config;

import java.util.Optional;
import java.util.stream.Stream;

/** Which Kafka clients a passed-through key is for: its prefix says so. */
enum KafkaScope {
    CONSUMER("kafka.consumer."),
    PRODUCER("kafka.producer."),
    COMMON("kafka.");

    private static final String OUR_TOPICS = "kafka.topics.";

    private final String prefix;

    KafkaScope(String prefix) {
        this.prefix = prefix;
    }

    /** The scope of a key, or empty where the key is ours or not one of Kafka's at all. */
    static Optional<KafkaScope> of(String key) {
        if (KnownKeys.NAMES.contains(key) || key.startsWith(KnownKeys.TOPIC_PREFIX) || key.startsWith(OUR_TOPICS)) {
            return Optional.empty();
        }
        return Stream.of(values())
                .filter(scope -> key.startsWith(scope.prefix))
                .findFirst()
                .filter(scope -> !scope.name(key).isBlank());
    }

    /** The name that the clients know: the key without its prefix. */
    String name(String key) {
        return key.substring(prefix.length());
    }

    /** The key that passes a name to the clients of this scope. */
    String key(String name) {
        return prefix + name;
    }
}
