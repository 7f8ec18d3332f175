/** The load test's own tests; none of them asks how fast anything is. */
@NullMarked
package dev.saga.examples.loadtest;

import org.jspecify.annotations.NullMarked;
