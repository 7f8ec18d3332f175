/** A service of its own, with a table and a saga of its own, that the orchestrator runs in. */
@NullMarked
package dev.saga.examples.embedded;

import org.jspecify.annotations.NullMarked;
