package dev.saga.examples.loadtest;

/** When bookings begin. All of it happens on the participants' thread, but for an open loop's arrivals. */
interface Load {

    /** Begins what is to begin first. */
    void begin();

    /** A booking has ended. */
    void ended(long began, long now);

    /** Ends whatever thread it has, and begins nothing any more. */
    void stop();

    /** A booking begins whenever one ends: as many are in flight as at the beginning. */
    record Closed(Bookings bookings, int inFlight, Latencies latencies) implements Load {

        @Override
        public void begin() {
            for (int i = 0; i < inFlight; i++) {
                bookings.begin(System.nanoTime());
            }
        }

        @Override
        public void ended(long began, long now) {
            latencies.ended(began, now);
            bookings.begin(now);
        }

        @Override
        public void stop() {
            bookings.stop();
        }
    }

    /** Bookings begin at a steady rate, whatever becomes of the others. */
    record Open(Arrivals arrivals, Latencies latencies) implements Load {

        @Override
        public void begin() {
            arrivals.start();
        }

        @Override
        public void ended(long began, long now) {
            latencies.ended(began, now);
        }

        @Override
        public void stop() {
            arrivals.stop();
        }
    }

    /** Some bookings, which nobody measures. */
    record Few(Bookings bookings, int count) implements Load {

        @Override
        public void begin() {
            for (int i = 0; i < count; i++) {
                bookings.begin(System.nanoTime());
            }
        }

        @Override
        public void ended(long began, long now) {
            // Only the books matter.
        }

        @Override
        public void stop() {
            // All have begun.
        }
    }
}
