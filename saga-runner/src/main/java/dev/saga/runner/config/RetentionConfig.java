package dev.saga.runner.config;

import java.time.Duration;

/**
 * How long what is over is kept.
 *
 * @param horizon how long a message may come again: nothing younger is ever removed
 * @param ended the age at which ended sagas are removed, if they are
 */
public record RetentionConfig(Duration horizon, OrNone<Duration> ended) {

    static RetentionConfig read(Settings settings) {
        var config =
                new RetentionConfig(settings.get(KnownKeys.RETENTION_HORIZON), settings.get(KnownKeys.RETENTION_ENDED));
        config.ended.value().ifPresent(age -> config.requireBeyondHorizon(KnownKeys.RETENTION_ENDED.name(), age));
        return config;
    }

    /**
     * The age that an operator names on the command line.
     *
     * @param option what it was given to
     * @throws ConfigurationException if the text is no duration, or one shorter than the horizon
     */
    public Duration age(String option, String text) {
        Format<Duration> format = KnownKeys.RETENTION_HORIZON.format();
        Duration age = format.read(text)
                .orElseThrow(() -> new Setting(option, text, Origin.FILE).malformed(format.expected()));
        requireBeyondHorizon(option, age);
        return age;
    }

    private void requireBeyondHorizon(String key, Duration age) {
        if (age.compareTo(horizon) < 0) {
            throw new ConfigurationException(
                    "%s must not be shorter than %s (%s), but is %s: a message that came again would have its effect again"
                            .formatted(key, KnownKeys.RETENTION_HORIZON.name(), words(horizon), words(age)));
        }
    }

    /** In days where it is whole days, as people write it. */
    private static String words(Duration time) {
        boolean wholeDays = time.equals(Duration.ofDays(time.toDays()));
        return wholeDays ? "P%dD".formatted(time.toDays()) : time.toString();
    }
}
