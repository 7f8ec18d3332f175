package dev.saga.runner.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How to reach Kafka, and what the topics are called there.
 *
 * @param bootstrapServers {@code host:port}, several separated by commas
 * @param groupId the consumer group
 * @param topics the real name of each of the contract's topics, by its contract name, in the contract's order; no two
 *     are the same
 * @param createTopics whether missing topics are created at start
 * @param partitions of a topic that is created
 * @param replication of a topic that is created
 * @param consumers how many consumer threads
 * @param clients what the operator passes to the clients
 */
public record KafkaConfig(
        String bootstrapServers,
        String groupId,
        Map<String, String> topics,
        boolean createTopics,
        int partitions,
        int replication,
        int consumers,
        ClientSettings clients) {

    private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

    /** Copies the map. */
    public KafkaConfig {
        topics = Collections.unmodifiableMap(new LinkedHashMap<>(topics));
    }

    static KafkaConfig read(Settings settings, ClientSettings clients) {
        return new KafkaConfig(
                settings.get(KnownKeys.BOOTSTRAP_SERVERS),
                settings.get(KnownKeys.GROUP_ID),
                TopicNames.read(settings),
                settings.get(KnownKeys.TOPICS_CREATE),
                settings.get(KnownKeys.TOPICS_PARTITIONS),
                settings.get(KnownKeys.TOPICS_REPLICATION),
                settings.get(KnownKeys.CONSUMERS),
                clients);
    }

    /**
     * The real name of a topic.
     *
     * @throws IllegalArgumentException if the contract has no such topic
     */
    public String topic(String contractName) {
        return Optional.ofNullable(topics.get(contractName))
                .orElseThrow(() -> new IllegalArgumentException("no topic of the contract: " + contractName));
    }

    /**
     * All that the configuration says about a consumer, by Kafka's names: the brokers, the group, and what the operator
     * passes. What the product fixes or prefers is not in it and goes on top. Holds secrets: not to be printed.
     */
    public Map<String, String> consumerSettings() {
        Map<String, String> settings = clients.forConsumer();
        settings.put("group.id", groupId);
        return withBrokers(settings);
    }

    /** All that the configuration says about the producer; as {@link #consumerSettings()}. */
    public Map<String, String> producerSettings() {
        return withBrokers(clients.forProducer());
    }

    /** All that the configuration says about the admin client; as {@link #consumerSettings()}. */
    public Map<String, String> adminSettings() {
        return withBrokers(clients.forAdmin());
    }

    private Map<String, String> withBrokers(Map<String, String> settings) {
        settings.put(BOOTSTRAP_SERVERS, bootstrapServers);
        return Collections.unmodifiableMap(settings);
    }
}
