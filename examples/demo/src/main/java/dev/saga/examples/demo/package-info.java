/** A thousand bookings through the real thing, counted by those who took part. */
@NullMarked
package dev.saga.examples.demo;

import org.jspecify.annotations.NullMarked;
