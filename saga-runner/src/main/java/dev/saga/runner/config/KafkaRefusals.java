package dev.saga.runner.config;

import java.util.Map;

/** Kafka settings that the product does not hand over, because a guarantee of its own rests on them. */
final class KafkaRefusals {
    private static final String BYTES = "the clients carry bytes, which the messages are encoded into";
    private static final String ONE_PARTITION = "the commands of one booking stay in one partition";
    private static final Map<String, String> FIXED = Map.ofEntries(
            Map.entry("acks", "a command counts as published when all in-sync replicas have it"),
            Map.entry("enable.idempotence", "a re-send must neither double nor reorder commands"),
            Map.entry("enable.auto.commit", "an offset is committed only after its message's transaction"),
            Map.entry("isolation.level", "which messages are read decides what is handled"),
            Map.entry("transactional.id", "the outbox is what makes publishing safe"),
            Map.entry("key.serializer", BYTES),
            Map.entry("value.serializer", BYTES),
            Map.entry("key.deserializer", BYTES),
            Map.entry("value.deserializer", BYTES),
            Map.entry("partitioner.class", ONE_PARTITION),
            Map.entry("partitioner.ignore.keys", ONE_PARTITION));

    private static final Map<String, String> ELSEWHERE = Map.of(
            "group.id", KnownKeys.GROUP_ID.name(),
            "bootstrap.servers", KnownKeys.BOOTSTRAP_SERVERS.name(),
            "bootstrap.controllers", KnownKeys.BOOTSTRAP_SERVERS.name());

    private KafkaRefusals() {}

    /** Refuses the name whatever its value is, and values of other names that a promise stands against. */
    static void check(Setting setting, String name) {
        String reason = FIXED.get(name);
        if (reason != null) {
            throw new ConfigurationException(
                    setting.key() + " cannot be set, whatever the value: it is fixed by the product (" + reason + ")");
        }
        String ours = ELSEWHERE.get(name);
        if (ours != null) {
            throw new ConfigurationException(setting.key() + " cannot be set: use " + ours + " instead");
        }
        if (name.equals("auto.offset.reset") && !setting.value().strip().equals("earliest")) {
            throw setting.malformed("earliest (another start would skip messages)");
        }
    }
}
