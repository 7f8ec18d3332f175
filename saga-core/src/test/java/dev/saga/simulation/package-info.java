/** Whole worlds of bookings, participants and failures, in memory and decided by a seed, that keep the contract or say how not. */
@NullMarked
package dev.saga.simulation;

import org.jspecify.annotations.NullMarked;
