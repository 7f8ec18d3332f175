package dev.saga.examples.demo;

import java.io.PrintStream;
import java.time.Duration;

/** How far the bookings are: one line that changes in place on a terminal, else a line a second. */
final class Progress {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final PrintStream out;
    private final boolean terminal;
    private final int bookings;
    private final long start = System.nanoTime();
    private long nextLine = start + SECOND;

    Progress(PrintStream out, boolean terminal, int bookings) {
        this.out = out;
        this.terminal = terminal;
        this.bookings = bookings;
    }

    void show(Stopwatch stopwatch) {
        if (terminal) {
            out.print("\r" + line(stopwatch));
            out.flush();
        } else if (System.nanoTime() >= nextLine) {
            nextLine += SECOND;
            out.println(line(stopwatch));
        }
    }

    /** The last line, which stays. */
    void end(Stopwatch stopwatch) {
        out.println((terminal ? "\r" : "") + line(stopwatch));
    }

    private String line(Stopwatch stopwatch) {
        int ended = stopwatch.ended();
        int confirmed = stopwatch.confirmed();
        double seconds = (System.nanoTime() - start) / (double) SECOND;
        return "%,d of %,d bookings ended: %,d completed, %,d cancelled, after %.1f s  "
                .formatted(ended, bookings, confirmed, ended - confirmed, seconds)
                .stripTrailing();
    }
}
