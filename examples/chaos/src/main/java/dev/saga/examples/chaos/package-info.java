/**
 * Bookings under load while runners, database, broker and network fail at random, and a check of every promise
 * afterwards.
 */
@NullMarked
package dev.saga.examples.chaos;

import org.jspecify.annotations.NullMarked;
