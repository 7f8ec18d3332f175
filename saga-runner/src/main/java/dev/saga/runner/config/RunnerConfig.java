package dev.saga.runner.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Everything the runner is told, checked and with defaults filled in. Immutable; prints without secrets.
 *
 * @param warnings lines for the log, about what is accepted and yet probably not meant
 * @param effective the same configuration as text for people
 */
public record RunnerConfig(
        KafkaConfig kafka,
        PostgresConfig postgres,
        DeadlineConfig deadlines,
        RetryConfig retries,
        RetentionConfig retention,
        HttpConfig http,
        List<String> warnings,
        EffectiveConfig effective) {

    /** Copies the list. */
    public RunnerConfig {
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads a properties file (UTF-8).
     *
     * @param environment the variables that {@code ${NAME}} in a value takes, usually {@link System#getenv()}
     * @throws ConfigurationException if the file cannot be read or anything in it cannot be used; the first such thing
     *     is named
     */
    public static RunnerConfig load(Path file, Map<String, String> environment) {
        return of(PropertiesFile.read(file), environment);
    }

    /**
     * Reads keys and values that are already at hand.
     *
     * @throws ConfigurationException if anything cannot be used; the first such thing is named
     */
    public static RunnerConfig of(Map<String, String> properties, Map<String, String> environment) {
        Settings settings = Settings.of(properties, environment);
        KafkaPassThrough passThrough = KafkaPassThrough.read(settings);
        return new RunnerConfig(
                KafkaConfig.read(settings, passThrough.clients()),
                PostgresConfig.read(settings),
                DeadlineConfig.read(settings),
                RetryConfig.read(settings),
                RetentionConfig.read(settings),
                HttpConfig.read(settings),
                passThrough.warnings(),
                effective(settings));
    }

    private static EffectiveConfig effective(Settings settings) {
        return new EffectiveConfig(
                Stream.concat(KnownKeys.ALL.stream().map(settings::effective), settings.passedToKafka().stream())
                        .map(Setting::shown)
                        .toList());
    }
}
