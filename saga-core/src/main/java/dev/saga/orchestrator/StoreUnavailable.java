package dev.saga.orchestrator;

/** The store does not answer now, for a reason that has nothing to do with what it was asked. Try again later. */
public final class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what was tried and what came of it. */
    public StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
