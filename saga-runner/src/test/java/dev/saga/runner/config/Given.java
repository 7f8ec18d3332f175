package dev.saga.runner.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.LinkedHashMap;
import java.util.Map;

/** A configuration that has what is required, and what a test adds to it. */
final class Given {
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();

    private Given() {}

    static Given nothing() {
        return new Given();
    }

    static Given minimal() {
        return new Given()
                .with("kafka.bootstrap.servers", "broker:9092")
                .with("postgres.url", "jdbc:postgresql://db:5432/saga");
    }

    Given with(String key, String value) {
        properties.put(key, value);
        return this;
    }

    Given variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    RunnerConfig config() {
        return RunnerConfig.of(properties, environment);
    }

    /** The message of the refusal, which is one line. */
    String refusal() {
        ConfigurationException refusal = catchThrowableOfType(ConfigurationException.class, this::config);
        assertThat(refusal).as("a refusal of %s", properties.keySet()).isNotNull();
        assertThat(refusal.getMessage().lines()).hasSize(1);
        assertThat(refusal.getMessage()).hasSizeLessThan(500);
        assertThat(refusal).hasNoCause();
        return refusal.getMessage();
    }
}
