package dev.saga.deadline;

import java.util.List;

/** The port to the deadlines that are set. Implementations are safe for use by many threads and processes. */
public interface Deadlines {

    /**
     * Deadlines that have elapsed by the store's own clock, the earliest first.
     *
     * <p>Nothing is claimed: several instances may be told the same deadline, and the inbox lets one of them win. A
     * crash after the call leaves the deadline due.
     *
     * @param most how many at the most
     */
    List<DueDeadline> due(int most);
}
