/** The contract suites of the store, and the tests of the loop. Adapters extend the suites; no case of them can be skipped. */
@NullMarked
package dev.saga.orchestrator;

import org.jspecify.annotations.NullMarked;
