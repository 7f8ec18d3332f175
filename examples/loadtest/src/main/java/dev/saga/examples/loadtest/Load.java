package dev.saga.examples.loadtest;

/** When bookings begin. All of it happens on the participants' thread, but for an open loop's arrivals. */
interface Load {

    /** Begins what is to begin first. */
    void begin();

    /** A booking has ended. */
    void ended(long began, long now);

    /** Keeps so many in flight from now on, where that is what the load is about. */
    default void keep(int inFlight) {
        // Only a closed loop knows how many are in flight.
    }

    /** Ends whatever thread it has, and begins nothing any more. */
    void stop();

    /** A booking begins whenever one ends: as many are in flight as are wanted. */
    final class Closed implements Load {
        private final Bookings bookings;
        private final Latencies latencies;
        private int wanted;
        private int inFlight;

        Closed(Bookings bookings, int wanted, Latencies latencies) {
            this.bookings = bookings;
            this.wanted = wanted;
            this.latencies = latencies;
        }

        @Override
        public void begin() {
            for (; inFlight < wanted; inFlight++) {
                bookings.begin(System.nanoTime());
            }
        }

        @Override
        public void ended(long began, long now) {
            latencies.ended(began, now);
            if (inFlight > wanted) {
                inFlight--;
            } else {
                bookings.begin(now);
            }
        }

        @Override
        public void keep(int inFlight) {
            wanted = inFlight;
            begin();
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
