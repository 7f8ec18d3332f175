/** A short chaos run, and that the pieces of a run see what is wrong. */
@NullMarked
package dev.saga.examples.chaos;

import org.jspecify.annotations.NullMarked;
