package dev.saga.runner.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The whole configuration as it takes effect, safe to print: what the {@code config} command shows.
 *
 * @param settings every known key in the order of the documentation, then what is passed to the Kafka clients in the
 *     order of the file
 */
public record EffectiveConfig(List<EffectiveSetting> settings) {

    /** Copies the list. */
    public EffectiveConfig {
        settings = List.copyOf(settings);
    }

    /** One line for each key: {@code kafka.consumers = 1 (default)}. */
    public List<String> lines() {
        return settings.stream().map(EffectiveSetting::toString).toList();
    }

    /** For JSON: each key with an object of {@code value} and {@code from}, in the order of {@link #lines()}. */
    public Map<String, Map<String, String>> asMap() {
        Map<String, Map<String, String>> map = new LinkedHashMap<>();
        for (EffectiveSetting setting : settings) {
            Map<String, String> entry = new LinkedHashMap<>();
            entry.put("value", setting.value());
            entry.put("from", setting.origin().toString());
            map.put(setting.key(), Collections.unmodifiableMap(entry));
        }
        return Collections.unmodifiableMap(map);
    }
}
