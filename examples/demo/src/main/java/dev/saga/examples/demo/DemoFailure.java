package dev.saga.examples.demo;

/** The demo could not go on; exit status 1. */
final class DemoFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemoFailure(String problem) {
        super(problem, null, false, false);
    }

    DemoFailure(String problem, Throwable cause) {
        super(problem, cause);
    }
}
