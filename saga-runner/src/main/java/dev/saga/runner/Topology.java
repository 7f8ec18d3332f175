package dev.saga.runner;

import dev.saga.kafka.BrokerAdmin;
import dev.saga.kafka.BrokerUnavailable;
import dev.saga.kafka.Clients;
import dev.saga.kafka.Topics;
import dev.saga.runner.config.ClientRefusal;
import dev.saga.runner.config.ConfigurationException;
import dev.saga.runner.config.KafkaConfig;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it, before anything runs, that the broker answers and has the topics. */
public final class Topology {
    private static final Logger LOG = LoggerFactory.getLogger(Topology.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private Topology() {}

    /**
     * Finds out, without a broker, what Kafka's clients have against their settings.
     *
     * @throws ConfigurationException if these cannot work
     */
    public static void check(KafkaConfig config) {
        ClientRefusal.checkFiles(config.clients());
        try {
            Clients.check(config.consumerSettings(), config.producerSettings(), config.adminSettings());
        } catch (KafkaException e) {
            throw ClientRefusal.explained(config.clients(), e);
        }
    }

    /**
     * A connection to a broker that has the topics; a missing topic whose command is {@code optional} is only warned of.
     *
     * @throws StartupFailure if the broker cannot be used, or a topic is missing and may not be created
     * @throws ConfigurationException if the client's settings cannot work
     */
    static BrokerAdmin establish(KafkaConfig config, Topics topics, String optional) {
        try {
            ClientRefusal.checkFiles(config.clients());
            var admin = new BrokerAdmin(config.adminSettings());
            try {
                admin.check(PATIENCE);
                establish(admin, config, topics, topics.commands().get(optional));
                return admin;
            } catch (RuntimeException | Error e) {
                admin.close();
                throw e;
            }
        } catch (BrokerUnavailable e) {
            throw explained(config, e);
        }
    }

    private static void establish(BrokerAdmin admin, KafkaConfig config, Topics topics, String optional) {
        var all = new TreeSet<>(topics.read());
        all.addAll(topics.written());
        if (config.createTopics()) {
            var created = admin.create(all, config.partitions(), config.replication(), PATIENCE);
            if (!created.isEmpty()) {
                LOG.info("created topics {}", created);
            }
        }
        Map<String, Integer> partitions = admin.partitions(all, PATIENCE);
        all.removeAll(partitions.keySet());
        // Of a topic that was just created, another broker may not know yet.
        if (!config.createTopics()) {
            refuseMissing(all, optional);
        }
        partitions.keySet().retainAll(topics.read());
        warnOfUnequalPartitions(partitions);
    }

    private static void refuseMissing(Set<String> missing, String optional) {
        if (missing.equals(Set.of(optional))) {
            LOG.warn(
                    "the topic {} is missing: payments that complete late cannot be refunded until it exists",
                    optional);
        } else if (!missing.isEmpty()) {
            throw new StartupFailure(
                    "kafka.topics.create",
                    "these topics are missing: %s; create them, or let this be true".formatted(missing));
        }
    }

    private static void warnOfUnequalPartitions(Map<String, Integer> partitions) {
        if (new HashSet<>(partitions.values()).size() > 1) {
            LOG.warn(
                    "the topics that are read have different numbers of partitions {}: one booking's messages can reach"
                            + " several instances, which is safe but slower",
                    partitions);
        }
    }

    private static RuntimeException explained(KafkaConfig config, BrokerUnavailable e) {
        return switch (e.problem()) {
            case SETTINGS -> ClientRefusal.explained(config.clients(), e.getCause());
            case AUTHENTICATION, AUTHORIZATION -> new StartupFailure("kafka.security.protocol", e.getMessage());
            case TOPIC_REFUSED -> new StartupFailure("kafka.topics.replication", e.getMessage());
            case UNREACHABLE ->
                new StartupFailure("kafka.bootstrap.servers", e.getMessage() + securityOf(config.adminSettings()));
            case TOO_OLD, OTHER -> new StartupFailure("kafka.bootstrap.servers", e.getMessage());
        };
    }

    /** A broker that is spoken to in another way than it listens may keep quiet, and so may the client. */
    private static String securityOf(Map<String, String> settings) {
        String protocol = settings.getOrDefault("security.protocol", "PLAINTEXT");
        if (protocol.equalsIgnoreCase("PLAINTEXT")) {
            return "";
        }
        String mechanism = settings.containsKey("sasl.mechanism") ? " or kafka.sasl.mechanism" : "";
        return "; or kafka.security.protocol" + mechanism + " is not what it expects";
    }
}
