package dev.saga.runner.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the operator passes to the Kafka clients, by Kafka's own names and in the order of the file. The values may be
 * secrets: the record prints without them, the maps that it hands out do not.
 *
 * @param common from {@code kafka.<x>}, for every client that knows the name, or for all where none does
 * @param consumer from {@code kafka.consumer.<x>}; wins over {@code common}
 * @param producer from {@code kafka.producer.<x>}; wins over {@code common}
 */
public record ClientSettings(Map<String, String> common, Map<String, String> consumer, Map<String, String> producer) {

    /** Copies the maps. */
    public ClientSettings {
        common = copy(common);
        consumer = copy(consumer);
        producer = copy(producer);
    }

    Map<String, String> forConsumer() {
        return merged(KafkaClient.CONSUMER, consumer);
    }

    Map<String, String> forProducer() {
        return merged(KafkaClient.PRODUCER, producer);
    }

    Map<String, String> forAdmin() {
        return merged(KafkaClient.ADMIN, Map.of());
    }

    private Map<String, String> merged(KafkaClient client, Map<String, String> own) {
        Map<String, String> merged = new LinkedHashMap<>();
        common.forEach((name, value) -> {
            if (client.takes(name)) {
                merged.put(name, value);
            }
        });
        merged.putAll(own);
        return merged;
    }

    private static Map<String, String> copy(Map<String, String> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    @Override
    public String toString() {
        return "ClientSettings[common=" + masked(common) + ", consumer=" + masked(consumer) + ", producer="
                + masked(producer) + "]";
    }

    private static Map<String, String> masked(Map<String, String> map) {
        Map<String, String> masked = new LinkedHashMap<>(map);
        masked.replaceAll(Redaction::mask);
        return masked;
    }
}
