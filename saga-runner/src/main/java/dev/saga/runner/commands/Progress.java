package dev.saga.runner.commands;

import java.io.PrintWriter;
import java.time.Duration;

/** Tells whoever waits how far a long command has come, a line every few seconds and none if it is quick. */
final class Progress {
    private static final long INTERVAL = Duration.ofSeconds(5).toNanos();

    private final PrintWriter to;
    private long lastSaid = System.nanoTime();

    Progress(PrintWriter to) {
        this.to = to;
    }

    void say(String line, Object... values) {
        long now = System.nanoTime();
        if (now - lastSaid >= INTERVAL) {
            lastSaid = now;
            to.println(line.formatted(values));
        }
    }
}
