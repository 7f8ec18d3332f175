package dev.saga.runner.system;

import dev.saga.examples.servers.Servers;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** A database and a set of topics that nobody else uses. */
public record Environment(String database, String bootstrapServers, String prefix) {
    public static final String[] INPUTS = {
        "booking.created", "product.reserved", "product.reservation_failed", "payment.completed", "payment.failed"
    };
    public static final String[] COMMANDS = {
        "saga.request_stock",
        "saga.request_payment",
        "saga.release_stock",
        "saga.confirm_booking",
        "saga.cancel_booking",
        "saga.refund_payment"
    };

    public static Environment fresh() {
        return new Environment(
                Servers.postgres().freshDatabase(),
                Servers.kafka().bootstrapServers(),
                "t" + UUID.randomUUID().toString().substring(0, 8) + ".");
    }

    public String topic(String contractName) {
        return prefix + contractName;
    }

    /** What a saga.properties for this place says. */
    public Map<String, String> properties() {
        var properties = new TreeMap<String, String>();
        properties.put("kafka.bootstrap.servers", bootstrapServers);
        properties.put("kafka.group.id", prefix + "group");
        properties.put("kafka.topics.create", "true");
        properties.put("postgres.url", database);
        properties.put("http.port", "0");
        for (String name : INPUTS) {
            properties.put("kafka.topic." + name, topic(name));
        }
        for (String name : COMMANDS) {
            properties.put("kafka.topic." + name, topic(name));
        }
        return properties;
    }
}
