/** Messages that could not be handled, kept whole with their reason. */
@NullMarked
package dev.saga.deadletter;

import org.jspecify.annotations.NullMarked;
