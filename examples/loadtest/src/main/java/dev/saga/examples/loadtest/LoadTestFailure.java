package dev.saga.examples.loadtest;

/** The load test could not go on; exit status 1. */
final class LoadTestFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LoadTestFailure(String problem) {
        super(problem, null, false, false);
    }

    LoadTestFailure(String problem, Throwable cause) {
        super(problem, cause);
    }
}
