package dev.saga.runner.config;

import dev.saga.runner.operations.OneLine;

/**
 * The configuration cannot be used. The message is one line for the person who wrote the file: it names the key, what
 * was expected and what was found, and never holds the value of a secret. It has no cause, so that no stack trace can
 * bring back what the message leaves out.
 */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Takes the message as the one line it must be: line breaks and other control characters become {@code \}{@code u}
     * escapes.
     */
    public ConfigurationException(String message) {
        super(OneLine.of(message));
    }

    static ConfigurationException malformed(String key, String expected, String found) {
        return new ConfigurationException(key + " must be " + expected + ", but " + Redaction.found(key, found));
    }
}
