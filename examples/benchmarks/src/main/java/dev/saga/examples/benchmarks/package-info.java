/** What the core costs without a database and a broker, so that a change to it can be held to its price. */
@NullMarked
package dev.saga.examples.benchmarks;

import org.jspecify.annotations.NullMarked;
