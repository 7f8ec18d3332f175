package dev.saga.examples.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, which may have children of its own, and which does not outlive this JVM. */
final class ChildServer {
    private static final int SAID_AT_MOST = 4_000;

    private final Process process;
    private final Path log;
    private final long logStart;

    private ChildServer(Process process, Path log, long logStart) {
        this.process = process;
        this.log = log;
        this.logStart = logStart;
    }

    /** Starts the process. Its output is appended to the log; {@code atOurDeath} is sent to it when this JVM dies. */
    static ChildServer launch(List<String> command, Path log, Signal atOurDeath) {
        try {
            long logStart = Files.exists(log) ? Files.size(log) : 0;
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()))
                    .start();
            process.getOutputStream().close();
            OrphanGuard.watch(process, atOurDeath);
            return new ChildServer(process, log, logStart);
        } catch (IOException failure) {
            throw new UncheckedIOException("The server could not be started: " + command, failure);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** With what status it has ended. */
    int exitStatus() {
        return process.exitValue();
    }

    /** Waits for the end of the process and says whether it came in time. */
    boolean endsWithin(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for process " + pid(), interruption);
        }
    }

    void signal(Signal signal) {
        if (isAlive()) {
            signal.sendTo(List.of(process.toHandle()));
        }
    }

    /** Sends the signal, and kills the process when it has not ended in time. */
    void end(Signal signal, Duration patience) {
        resume();
        signal(signal);
        if (!endsWithin(patience)) {
            kill();
        }
    }

    /** Kills the process and its children; none of them runs any code after this. */
    void kill() {
        List<ProcessHandle> family = freeze();
        Signal.KILL.sendTo(family);
        endsWithin(Duration.ofMinutes(1));
    }

    void pause() {
        freeze();
    }

    void resume() {
        if (isAlive()) {
            Signal.CONT.sendTo(family());
        }
    }

    /** What the process has printed since its launch: the end of it, if it is long. */
    String said() {
        try {
            byte[] all = Files.readAllBytes(log);
            int from = (int) Math.max(logStart, all.length - SAID_AT_MOST);
            return new String(all, from, all.length - from, StandardCharsets.UTF_8).strip();
        } catch (IOException failure) {
            return "(nothing: its log " + log + " is unreadable, " + failure + ")";
        }
    }

    /** The parent first, so that no child can be born unseen. */
    private List<ProcessHandle> freeze() {
        if (!isAlive()) {
            return List.of();
        }
        Signal.STOP.sendTo(List.of(process.toHandle()));
        List<ProcessHandle> family = family();
        Signal.STOP.sendTo(family);
        return family;
    }

    private List<ProcessHandle> family() {
        List<ProcessHandle> family = new ArrayList<>();
        family.add(process.toHandle());
        process.toHandle().children().forEach(family::add);
        return family;
    }
}
