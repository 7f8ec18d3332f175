package dev.saga.examples.loadtest;

/** Begins bookings until it is told to stop, or the ledger is full. Used by one thread; stopped by any. */
final class Bookings {
    private final Ledger ledger;
    private final Messages messages;
    private final Sender sender;
    private volatile boolean stopped;
    private volatile boolean full;

    Bookings(Ledger ledger, Messages messages, Sender sender) {
        this.ledger = ledger;
        this.messages = messages;
        this.sender = sender;
    }

    /** Begins one whose time counts from that moment ({@link System#nanoTime}). */
    void begin(long from) {
        if (stopped) {
            return;
        }
        long booking = ledger.begin(from);
        if (booking < 0) {
            full = true;
            stopped = true;
            return;
        }
        sender.send(messages.created(booking));
    }

    void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    /** Whether it had to stop because no more bookings can be kept in memory. */
    boolean isFull() {
        return full;
    }
}
