package dev.saga.examples.loadtest;

import java.util.concurrent.locks.LockSupport;

/**
 * Begins bookings at a steady rate. One that is late counts from the moment it was due, so that a stall is not hidden by
 * what it kept from beginning.
 */
final class Arrivals {
    private static final double SECOND = 1e9;
    /** To wake up for each of thousands in a second would be a part of what is measured. */
    private static final long SHORTEST_SLEEP = 1_000_000;

    private final Bookings bookings;
    private final double rate;
    private final Thread thread = new Thread(this::run, "arrivals");

    Arrivals(Bookings bookings, double rate) {
        this.bookings = bookings;
        this.rate = rate;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        long start = System.nanoTime();
        long begun = 0;
        while (!bookings.isStopped()) {
            long due = start + (long) (begun * SECOND / rate);
            long wait = due - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(Math.max(wait, SHORTEST_SLEEP));
            } else {
                bookings.begin(due);
                begun++;
            }
        }
    }

    /** Returns when no booking begins any more. */
    void stop() {
        bookings.stop();
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
