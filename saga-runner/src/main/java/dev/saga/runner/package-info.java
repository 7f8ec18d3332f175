/**
 * The runnable orchestrator: {@link dev.saga.runner.Runner} wires bookings from one configuration, and
 * {@link dev.saga.runner.Embedding} any saga from a service's own.
 */
@NullMarked
package dev.saga.runner;

import org.jspecify.annotations.NullMarked;
