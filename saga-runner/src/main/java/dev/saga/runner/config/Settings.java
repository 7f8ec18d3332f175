package dev.saga.runner.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the file gives, with every key accounted for and every placeholder filled in. */
final class Settings {
    private final Map<String, Setting> given;

    private Settings(Map<String, Setting> given) {
        this.given = given;
    }

    /**
     * Accepts the keys of a file.
     *
     * @throws ConfigurationException if a key is not documented, or a placeholder cannot be filled in
     */
    static Settings of(Map<String, String> file, Map<String, String> environment) {
        file.keySet().forEach(Settings::refuseUnknown);
        Map<String, Setting> given = new LinkedHashMap<>();
        file.forEach((key, value) -> {
            var expansion = Placeholders.expand(key, value, environment);
            Origin origin = expansion.fromEnvironment() ? Origin.ENVIRONMENT : Origin.FILE;
            given.put(key, new Setting(key, expansion.text(), origin));
        });
        return new Settings(Collections.unmodifiableMap(given));
    }

    private static void refuseUnknown(String key) {
        if (!KnownKeys.NAMES.contains(key) && KafkaScope.of(key).isEmpty()) {
            throw new ConfigurationException(
                    Redaction.key(key) + " is not a key of the configuration" + Nearest.hint(key, KnownKeys.NAMES));
        }
    }

    <T> T get(Key<T> key) {
        return key.read(effective(key));
    }

    /** The setting that counts for a key: the given one or the documented default. */
    Setting effective(Key<?> key) {
        Setting setting = given.get(key.name());
        if (setting != null) {
            return setting;
        }
        if (key.required()) {
            throw missing(key);
        }
        return new Setting(key.name(), key.fallback(), Origin.DEFAULT);
    }

    private ConfigurationException missing(Key<?> key) {
        List<String> mistyped = passedToKafka().stream().map(Setting::key).toList();
        String hint = Nearest.to(key.name(), mistyped)
                .map(found -> "; the file has " + found + ", which is another key")
                .orElse("");
        return new ConfigurationException(
                key.name() + " is missing: it must be " + key.format().expected() + hint);
    }

    /** What is meant for the Kafka clients, in the order of the file. */
    List<Setting> passedToKafka() {
        return given.values().stream()
                .filter(setting -> KafkaScope.of(setting.key()).isPresent())
                .toList();
    }
}
