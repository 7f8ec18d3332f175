package dev.saga.examples.chaos;

/** An argument that cannot be understood. */
final class UsageError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageError(String message) {
        super(message);
    }
}
