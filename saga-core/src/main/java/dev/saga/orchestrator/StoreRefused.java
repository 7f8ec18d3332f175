package dev.saga.orchestrator;

/** The store cannot take what it was given, and will not take it later either. */
public final class StoreRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what was refused and why. */
    public StoreRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
