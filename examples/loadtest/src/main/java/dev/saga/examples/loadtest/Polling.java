package dev.saga.examples.loadtest;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for things that other processes do. */
final class Polling {
    private static final long LOOK_MILLIS = 20;

    private Polling() {}

    /** Looks until it is so or the time is up, and says whether it is so. */
    static boolean until(Duration patience, BooleanSupplier isSo) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            Thread.sleep(LOOK_MILLIS);
        }
        return true;
    }
}
