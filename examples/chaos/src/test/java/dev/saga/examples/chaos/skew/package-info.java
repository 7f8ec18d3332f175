/** That a JVM's clock can be set wrong. */
@NullMarked
package dev.saga.examples.chaos.skew;

import org.jspecify.annotations.NullMarked;
