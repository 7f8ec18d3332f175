/** A wrong clock for a JVM: what its code asks for the time is answered with an offset. */
@NullMarked
package dev.saga.examples.chaos.skew;

import org.jspecify.annotations.NullMarked;
