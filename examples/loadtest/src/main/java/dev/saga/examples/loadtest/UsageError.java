package dev.saga.examples.loadtest;

/** The load test was asked for something that it cannot do; exit status 2. */
final class UsageError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageError(String problem) {
        super(problem, null, false, false);
    }
}
