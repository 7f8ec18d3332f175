package dev.saga.examples.chaos;

import dev.saga.examples.servers.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One runner's place in the fleet: who runs there is killed, stopped and started again, as a supervisor does. What may
 * not happen by itself is told as a problem. Used by one thread at a time.
 */
final class Place {
    private static final Duration TO_STOP = Duration.ofSeconds(10);
    private static final Duration TOO_LONG = Duration.ofSeconds(30);
    private static final int OUTSIDE_IS_WRONG = 1;

    private final int number;
    private final RunnerCommand command;
    private final Map<String, String> settings;
    private final Duration clockOffset;
    private final Problems problems;
    private @Nullable JavaProcess process;
    private Path log;
    private int starts;
    private boolean running;
    private long startAt = System.nanoTime();

    Place(int number, RunnerCommand command, Map<String, String> settings, Duration clockOffset, Problems problems) {
        this.number = number;
        this.command = command;
        this.settings = settings;
        this.clockOffset = clockOffset;
        this.problems = problems;
        this.log = command.directory();
    }

    /** Whether somebody is at work here. */
    synchronized boolean isRunning() {
        return running;
    }

    synchronized int starts() {
        return starts;
    }

    /** Looks after it: starts one where none is, and notes who began to work or ended. */
    synchronized void look() {
        JavaProcess current = process;
        if (current == null) {
            if (System.nanoTime() - startAt >= 0) {
                start();
            }
        } else if (!current.isAlive()) {
            ended(current);
        } else if (!running) {
            running = said().contains("orchestrating");
        }
    }

    private void start() {
        starts++;
        log = command.newLog("runner-%d-%d.log".formatted(number, starts));
        process = command.start("run", settings, clockOffset, log);
    }

    /** A start may fail for what is not there; a runner that has been at work does not end by itself. */
    private void ended(JavaProcess gone) {
        boolean worked = running || said().contains("orchestrating");
        if (worked || gone.exitStatus() != OUTSIDE_IS_WRONG) {
            problems.add(
                    "runner %d ended by itself with status %d: %s".formatted(number, gone.exitStatus(), lastWords()));
        }
        over(Duration.ZERO);
    }

    /** Kills it; the next one starts after that time. */
    synchronized void kill(Duration downFor) {
        if (process != null) {
            process.kill();
        }
        over(downFor);
    }

    /** Stops it as an operator does; the next one starts after that time. One that still starts is killed. */
    synchronized void stop(Duration downFor) {
        JavaProcess current = process;
        if (current == null || !running || !current.isAlive()) {
            kill(downFor);
            return;
        }
        long asked = System.nanoTime();
        current.terminate();
        if (!current.endsWithin(TOO_LONG)) {
            current.kill();
            problems.add("runner %d did not stop within %s".formatted(number, TOO_LONG));
        } else if (current.exitStatus() != 0) {
            problems.add("runner %d was stopped and ended with status %d: %s"
                    .formatted(number, current.exitStatus(), lastWords()));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - asked);
        if (took.compareTo(TO_STOP) > 0) {
            problems.add("runner %d took %.1f s to stop".formatted(number, took.toMillis() / 1e3));
        }
        problems.stopTook(took);
        over(downFor);
    }

    private void over(Duration downFor) {
        process = null;
        running = false;
        startAt = System.nanoTime() + downFor.toNanos();
    }

    private String said() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the log of runner " + number + " is unreadable", e);
        }
    }

    private String lastWords() {
        String said = said().strip();
        return said.substring(Math.max(0, said.length() - 500));
    }
}
