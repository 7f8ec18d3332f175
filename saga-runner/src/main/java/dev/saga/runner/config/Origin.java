package dev.saga.runner.config;

import java.util.Locale;

/** Where the effective value of a key comes from. */
public enum Origin {
    /** The value stands in the file. */
    FILE,
    /** The file names at least one environment variable that is set. */
    ENVIRONMENT,
    /** The file does not give the key. */
    DEFAULT;

    /** The name in lower case, as the {@code config} command prints it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
