/**
 * The pure kernel: what a saga is, as three functions over closed types, and the aggregate that runs them.
 *
 * <p>No clock, randomness, thread or I/O: the same state and the same input give the same step, on every machine, for
 * ever. Everything else in this project exists to feed this package and to carry out what it answers.
 */
@NullMarked
package dev.saga.saga;

import org.jspecify.annotations.NullMarked;
