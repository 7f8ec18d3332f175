package dev.saga.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Asks the broker whether it answers and which topics it has, and has it create topics. Every call ends within about the
 * timeout given to it. Safe for use by many threads.
 */
public final class BrokerAdmin implements AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

    private final Admin admin;
    private final String servers;

    /**
     * @param settings the admin client's settings by Kafka's names, {@code bootstrap.servers} among them
     * @throws BrokerUnavailable if the client refuses its settings, or no bootstrap server has a known address
     */
    public BrokerAdmin(Map<String, ?> settings) {
        this.servers = String.valueOf(settings.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
        try {
            this.admin = Admin.create(new HashMap<>(settings));
        } catch (KafkaException e) {
            throw BrokerFailure.ofSettings("The connection to Kafka at " + servers + " cannot be set up", e);
        }
    }

    /**
     * Returns if a broker answers.
     *
     * @throws BrokerUnavailable if none does within that time, or it refuses to
     */
    public void check(Duration timeout) {
        TimeLeft answer = TimeLeft.within(timeout);
        try {
            answer.to(admin.describeCluster(new DescribeClusterOptions().timeoutMs(answer.millisLeft()))
                    .nodes());
        } catch (KafkaException e) {
            throw BrokerFailure.of("Kafka at " + servers + " cannot be used", e);
        }
    }

    /**
     * How many partitions each of these topics has; those that are not there are not in the answer.
     *
     * @throws BrokerUnavailable if it cannot be found out within that time
     */
    public Map<String, Integer> partitions(Collection<String> topics, Duration timeout) {
        return partitions(topics, TimeLeft.within(timeout));
    }

    /**
     * Creates those of these topics that are not there, and waits until they can be seen. That another instance does the
     * same at the same time is no failure. Topics that are there are left as they are.
     *
     * @return those that were not there, in alphabetical order
     * @throws BrokerUnavailable if it did not succeed within that time; some of the topics may have been created
     */
    public Set<String> create(Collection<String> topics, int partitions, int replication, Duration timeout) {
        TimeLeft answer = TimeLeft.within(timeout);
        Set<String> missing = missing(topics, answer);
        List<NewTopic> wanted = missing.stream()
                .map(name -> new NewTopic(name, partitions, (short) replication))
                .toList();
        admin.createTopics(wanted, new CreateTopicsOptions().timeoutMs(answer.millisLeft()))
                .values()
                .forEach((name, created) -> {
                    try {
                        answer.to(created);
                    } catch (TopicExistsException e) {
                        // Another instance was faster, and that is as good.
                    } catch (KafkaException e) {
                        throw BrokerFailure.of("The topic " + name + " cannot be created at " + servers, e);
                    }
                });
        awaitSight(missing, answer);
        return missing;
    }

    private void awaitSight(Set<String> created, TimeLeft answer) {
        Set<String> unseen = missing(created, answer);
        while (!unseen.isEmpty()) {
            try {
                answer.pause(LOOK_AGAIN);
            } catch (KafkaException e) {
                throw BrokerFailure.of("The new topics " + unseen + " cannot be seen at " + servers, e);
            }
            unseen = missing(unseen, answer);
        }
    }

    private Set<String> missing(Collection<String> topics, TimeLeft answer) {
        Set<String> missing = new TreeSet<>(topics);
        missing.removeAll(partitions(topics, answer).keySet());
        return missing;
    }

    private Map<String, Integer> partitions(Collection<String> topics, TimeLeft answer) {
        Map<String, Integer> partitions = new HashMap<>();
        admin.describeTopics(topics, new DescribeTopicsOptions().timeoutMs(answer.millisLeft()))
                .topicNameValues()
                .forEach((name, description) -> {
                    try {
                        partitions.put(name, answer.to(description).partitions().size());
                    } catch (UnknownTopicOrPartitionException e) {
                        // Missing in the answer, as promised.
                    } catch (KafkaException e) {
                        throw BrokerFailure.of("The topic " + name + " cannot be looked up at " + servers, e);
                    }
                });
        return partitions;
    }

    /** Closes the connection within a second. */
    @Override
    public void close() {
        admin.close(CLOSE_WITHIN);
    }
}
