package dev.saga.runner.config;

/**
 * One documented key: a row of the table that reads, checks, prints and documents the configuration.
 *
 * @param fallback the text that counts where the file does not give the key; empty for none; for a required key, an
 *     example
 * @param required whether the file must give the key
 * @param meaning for the documentation, one line of Markdown
 */
record Key<T>(String name, String fallback, boolean required, Format<T> format, String meaning) {

    static <T> Key<T> required(String name, String example, Format<T> format, String meaning) {
        return new Key<>(name, example, true, format, meaning);
    }

    static <T> Key<T> optional(String name, String fallback, Format<T> format, String meaning) {
        return new Key<>(name, fallback, false, format, meaning);
    }

    T read(Setting setting) {
        return format.read(setting.value()).orElseThrow(() -> setting.malformed(format.expected()));
    }
}
