package dev.saga.examples.servers;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** What a broker that is alone is told, so that it starts fast, joins groups at once and replicates nothing. */
final class BrokerProperties {

    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private BrokerProperties() {}

    /** Another listener, whose clients are told to find the broker at yet another port: that of a proxy before it. */
    static Map<String, String> secondListener(int port, int controllerPort, int secondPort, int advertisedPort) {
        return Map.of(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",PROXIED://127.0.0.1:" + secondPort + ",CONTROLLER://127.0.0.1:"
                        + controllerPort,
                "advertised.listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",PROXIED://127.0.0.1:" + advertisedPort,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT");
    }

    static Properties of(Path directory, int port, int controllerPort, Map<String, String> overrides) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE_ID),
                "controller.quorum.voters",
                NODE_ID + "@127.0.0.1:" + controllerPort,
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners",
                "PLAINTEXT://127.0.0.1:" + port,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "controller.listener.names",
                CONTROLLER_LISTENER,
                "inter.broker.listener.name",
                "PLAINTEXT",
                "log.dirs",
                directory.toString(),
                "auto.create.topics.enable",
                "false"));
        properties.putAll(Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "4",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "share.coordinator.state.topic.num.partitions", "4",
                "group.initial.rebalance.delay.ms", "0"));
        properties.putAll(Map.of(
                // After a kill the successor is refused until its predecessor's session has ended.
                "broker.session.timeout.ms", "2000",
                "broker.heartbeat.interval.ms", "500",
                // 128 MiB of heap by default.
                "log.cleaner.dedupe.buffer.size", "4194304"));
        properties.putAll(overrides);
        return properties;
    }
}
