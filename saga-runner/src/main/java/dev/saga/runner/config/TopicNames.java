package dev.saga.runner.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The real names of the contract's topics, each its own. */
final class TopicNames {
    private TopicNames() {}

    static Map<String, String> read(Settings settings) {
        Map<String, String> names = new LinkedHashMap<>();
        Map<String, String> takenBy = new HashMap<>();
        KnownKeys.TOPIC_NAMES.forEach((contractName, key) -> {
            String name = settings.get(key);
            // a broker keeps no two topics whose names differ only in '.' and '_': its metrics could not tell them
            // apart
            String other = takenBy.putIfAbsent(name.replace('.', '_'), contractName);
            if (other != null) {
                throw clash(key.name(), name, KnownKeys.TOPIC_PREFIX + other, names.getOrDefault(other, ""));
            }
            names.put(contractName, name);
        });
        return names;
    }

    private static ConfigurationException clash(String key, String name, String otherKey, String otherName) {
        String what = name.equals(otherName)
                ? " name the same topic " + Redaction.quote(name)
                : " name the topics " + Redaction.quote(otherName) + " and " + Redaction.quote(name)
                        + ", which Kafka cannot keep side by side";
        return new ConfigurationException(otherKey + " and " + key + what + ": each needs one of its own");
    }
}
