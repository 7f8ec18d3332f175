package dev.saga.runner.config;

/** A password or token. It prints as {@code ***}, wherever it ends up; only {@link #reveal()} gives the text. */
public final class Secret {
    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /** Hides the given text. */
    public static Secret of(String text) {
        return new Secret(text);
    }

    /** The text itself, for the one place that needs it. */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && text.equals(secret.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return Redaction.MASK;
    }
}
