package dev.saga.runner.config;

import dev.saga.runner.operations.OneLine;

/**
 * One key as it takes effect, for people to read.
 *
 * @param key the key as {@code saga.properties} has it
 * @param value the effective value; secrets, and credentials inside a URL, are replaced by {@code ***}
 * @param origin where the value comes from
 */
public record EffectiveSetting(String key, String value, Origin origin) {

    /** {@code key = value (origin)}. */
    @Override
    public String toString() {
        return OneLine.of(key + " = " + value + " (" + origin + ")");
    }
}
