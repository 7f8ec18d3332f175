/** The one loop: load, step each message in memory, commit everything in one transaction; and the port to the store. */
@NullMarked
package dev.saga.orchestrator;

import org.jspecify.annotations.NullMarked;
