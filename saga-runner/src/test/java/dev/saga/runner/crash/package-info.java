/**
 * The crash-point matrix: a runner is halted at every boundary that it passes, started again, and held to what it
 * promises. The product has no hook for this; the boundaries are seen on its connections, by a socket factory of the
 * driver and by interceptors of the Kafka clients.
 */
@NullMarked
package dev.saga.runner.crash;

import org.jspecify.annotations.NullMarked;
