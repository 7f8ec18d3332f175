/** What is measured must be what a real booking is told. */
@NullMarked
package dev.saga.examples.benchmarks;

import org.jspecify.annotations.NullMarked;
