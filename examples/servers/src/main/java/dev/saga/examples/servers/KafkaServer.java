package dev.saga.examples.servers;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** A Kafka cluster, wherever it runs. Safe for use by many threads. */
public interface KafkaServer {

    /** The {@code host:port} list for the clients' {@code bootstrap.servers}. */
    String bootstrapServers();

    /**
     * Creates the topics with one replica each.
     *
     * @throws IllegalStateException if the cluster cannot be reached within a minute, or a topic exists already; topics
     *     named beside it may have been created
     */
    default void createTopics(int partitions, String... names) {
        List<NewTopic> topics = Arrays.stream(names)
                .map(name -> new NewTopic(name, partitions, (short) 1))
                .toList();
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
            admin.createTopics(topics).all().get();
        } catch (ExecutionException failure) {
            throw new IllegalStateException(
                    "The topics " + List.of(names) + " could not be created at " + bootstrapServers() + ": "
                            + failure.getCause(),
                    failure);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while creating the topics " + List.of(names), interruption);
        }
    }
}
