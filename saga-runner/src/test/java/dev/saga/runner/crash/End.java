package dev.saga.runner.crash;

/** How a booking ends. */
enum End {
    /** There is no booking. */
    NONE,
    COMPLETED,
    CANCELLED,
    /** Cancelled, and its payment given back. */
    REFUNDED;

    /** The state as the contract names it. */
    String state() {
        return this == COMPLETED ? "COMPLETED" : "CANCELLED";
    }
}
