package dev.saga.examples.chaos;

/**
 * An outage at its place in the schedule.
 *
 * @param at milliseconds after the beginning
 * @param lasts milliseconds
 * @param dice what decides everything else about it
 */
record Fault(Scene scene, Outage outage, long at, long lasts, long dice) {}
