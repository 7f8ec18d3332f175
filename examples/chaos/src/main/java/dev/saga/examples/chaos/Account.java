package dev.saga.examples.chaos;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/** What the participants did for one booking. Safe for use by many threads. */
final class Account {
    private final Plan plan;
    private final long begunAt;
    private final Set<String> commands = new HashSet<>();
    private final BitSet reserved = new BitSet();
    private boolean captured;
    private boolean ended;
    private long endedAt;

    Account(Plan plan, long begunAt) {
        this.plan = plan;
        this.begunAt = begunAt;
    }

    Plan plan() {
        return plan;
    }

    /** By {@link System#nanoTime()}. */
    long begunAt() {
        return begunAt;
    }

    /** Enters a command, unless it is a copy. */
    synchronized boolean enter(String commandId) {
        return commands.add(commandId);
    }

    synchronized void reserve(int product) {
        reserved.set(product);
    }

    synchronized void capture() {
        captured = true;
    }

    /** Enters the end, and says whether it is the first. */
    synchronized boolean end(long at) {
        boolean first = !ended;
        endedAt = first ? at : endedAt;
        ended = true;
        return first;
    }

    synchronized boolean isOpen() {
        return !ended;
    }

    /** By {@link System#nanoTime()}; means nothing while it is open. */
    synchronized long endedAt() {
        return endedAt;
    }

    synchronized boolean hasReserved(int product) {
        return reserved.get(product);
    }

    synchronized boolean hasCaptured() {
        return captured;
    }
}
