package dev.saga.examples.loadtest;

import java.util.List;

/**
 * How the books stand after the last command.
 *
 * @param begun bookings of the whole run, warm-up included
 * @param repeated commands that came more than once
 * @param wrong what is not as it must be
 */
record Books(long begun, long ended, long repeated, List<String> wrong) {

    /** Copies the list. */
    Books {
        wrong = List.copyOf(wrong);
    }

    boolean areRight() {
        return wrong.isEmpty();
    }
}
