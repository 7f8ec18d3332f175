package dev.saga.runner.crash;

/** On which side of a boundary a process is: it has not done the thing yet, or has done it and knows nothing of that. */
enum Side {
    BEFORE,
    AFTER
}
