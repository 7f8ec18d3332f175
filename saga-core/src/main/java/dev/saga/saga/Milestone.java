package dev.saga.saga;

/** What an event means for the life of its saga, for counters and logs; no decision depends on it. */
public sealed interface Milestone {

    /** Nothing that is counted. */
    Milestone NONE = new None();

    /** An event that is no milestone. */
    record None() implements Milestone {}

    /** The saga reached its goal. */
    record Completed() implements Milestone {}

    /**
     * The saga gave up its goal and began to compensate.
     *
     * @param reason the first cause, from a small closed set (it becomes a metric label)
     */
    record Failed(String reason) implements Milestone {}
}
