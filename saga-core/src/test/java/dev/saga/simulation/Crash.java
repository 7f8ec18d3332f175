package dev.saga.simulation;

/** The process is gone; whoever started it sees this, and nobody in it does anything any more. */
final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash() {
        super("crash", null, false, false);
    }
}
