package dev.saga.examples.servers;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What every byte passes on its way through a {@link TcpProxy}. */
final class Gate {
    private boolean shut;
    private long latency;

    synchronized void shut() {
        shut = true;
    }

    synchronized void delay(Duration by) {
        shut = false;
        latency = by.toNanos();
        notifyAll();
    }

    void open() {
        delay(Duration.ZERO);
    }

    /** Waits while the gate is shut, and then as long as passing takes. */
    void pass() {
        long wait = await();
        long until = System.nanoTime() + wait;
        while (wait > 0) {
            LockSupport.parkNanos(wait);
            wait = until - System.nanoTime();
        }
    }

    private synchronized long await() {
        while (shut) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return 0;
            }
        }
        return latency;
    }
}
