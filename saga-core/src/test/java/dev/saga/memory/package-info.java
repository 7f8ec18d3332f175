/** The suites on the store in memory. */
@NullMarked
package dev.saga.memory;

import org.jspecify.annotations.NullMarked;
