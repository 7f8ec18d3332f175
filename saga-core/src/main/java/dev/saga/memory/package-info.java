/** Everything in memory, for tests: the store, the transport, and an orchestrator that starts in one line. */
@NullMarked
package dev.saga.memory;

import org.jspecify.annotations.NullMarked;
