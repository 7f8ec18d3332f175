package dev.saga.deadletter;

import java.time.Instant;

/**
 * That a saga is stuck: its own code failed on a message, or its history cannot be replayed, and what comes later waits.
 *
 * @param since when the message failed first that it is stuck at, by the store's clock
 * @param deadLetter the dead letter of that message
 * @param waiting how many messages wait behind it
 */
public record StuckSaga(Instant since, long deadLetter, long waiting) {}
