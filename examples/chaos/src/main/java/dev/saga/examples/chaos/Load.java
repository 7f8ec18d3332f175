package dev.saga.examples.chaos;

import java.util.concurrent.locks.LockSupport;

/** Begins bookings at a steady rate, whatever becomes of them, unless very many are open. */
final class Load implements AutoCloseable {
    private static final long MOST_OPEN = 20_000;
    private static final long BEAT = 10_000_000;
    private static final double NANOS = 1e9;

    private final long seed;
    private final double rate;
    private final Ledger ledger;
    private final Postman postman;
    private final Thread thread = new Thread(this::run, "load");
    private volatile boolean stopped;

    Load(long seed, double rate, Ledger ledger, Postman postman) {
        this.seed = seed;
        this.rate = rate;
        this.ledger = ledger;
        this.postman = postman;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        long start = System.nanoTime();
        long given = 0;
        while (!stopped) {
            long due = (long) ((System.nanoTime() - start) / NANOS * rate);
            for (; given < due; given++) {
                if (ledger.open() < MOST_OPEN) {
                    begin();
                }
            }
            LockSupport.parkNanos(BEAT);
        }
    }

    private void begin() {
        Plan plan = Plan.of(seed, ledger.begun());
        ledger.begin(plan);
        Noise noise = plan.noise(Plan.NONE);
        postman.say(Topics.BOOKING_CREATED, plan.bookingId(), Messages.created(plan), "created", noise);
        switch (plan.nonsense()) {
            case UNKNOWN_BOOKING ->
                postman.say(Topics.PAID, "nobody-" + plan.number(), Messages.ofNobody(plan), "nonsense", noise);
            case MALFORMED -> postman.say(Topics.BOOKING_CREATED, plan.bookingId(), "{\"bookingId\":", "torn", noise);
            case NOTHING -> {
                // Most bookings come alone.
            }
        }
    }

    /** Begins nothing any more. */
    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
