/**
 * A real PostgreSQL and a real Kafka broker without Docker, so that tests and the demo meet the servers they will meet
 * in production.
 *
 * <p>The module brings no logging implementation. Whoever runs the broker should set the loggers {@code kafka},
 * {@code org.apache.kafka} and {@code state.change.logger} to {@code WARN}; below that, a start alone prints hundreds
 * of lines.
 */
@NullMarked
package dev.saga.examples.servers;

import org.jspecify.annotations.NullMarked;
