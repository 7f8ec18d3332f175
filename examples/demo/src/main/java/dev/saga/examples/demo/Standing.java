package dev.saga.examples.demo;

/**
 * What the orchestrator's database says is left.
 *
 * @param inFlight how many of the bookings have not ended there
 * @param outbox how many commands wait to be published
 * @param deadLetters how many dead letters have come since the start
 */
record Standing(long inFlight, long outbox, long deadLetters) {
    boolean isSettled() {
        return inFlight == 0 && outbox == 0;
    }
}
