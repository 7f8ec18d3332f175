package dev.saga.examples.loadtest;

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

/** A JVM of its own, so that its CPU time can be told from ours; it does not outlive this JVM. */
final class ChildJvm implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int SAID_AT_MOST = 4_000;

    private final String name;
    private final Process process;
    private final Path log;
    private final Thread atExit;

    private ChildJvm(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.atExit = new Thread(process::destroy, "stop-" + name);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Starts this JVM's Java with these arguments; what it prints goes to the log. */
    static ChildJvm start(String name, List<String> arguments, Path log) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(log.toFile()))
                    .start();
            guard(process);
            return new ChildJvm(name, process, log);
        } catch (IOException e) {
            throw new LoadTestFailure(name + " cannot be started: " + e.getMessage(), e);
        }
    }

    /** A shell waits at a pipe that the kernel closes at this JVM's end, whatever that end is; then the child may clean up. */
    private static void guard(Process child) throws IOException {
        Process shell = new ProcessBuilder(
                        "sh",
                        "-c",
                        "read -r line; kill PID; sleep 5; kill -KILL PID".replace("PID", Long.toString(child.pid())))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        child.onExit().thenRun(shell::destroyForcibly);
    }

    /** The class path of this JVM, which a test runner may have hidden behind a jar of its own. */
    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    long pid() {
        return process.pid();
    }

    /** Everything that it has printed. */
    String output() {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the log of " + name + " is unreadable", e);
        }
    }

    /** @throws LoadTestFailure with what it said, if it has ended */
    void check() {
        if (!process.isAlive()) {
            throw failure("ended with status " + process.exitValue());
        }
    }

    LoadTestFailure failure(String what) {
        String said = output().strip();
        return new LoadTestFailure("%s %s. It said: %s"
                .formatted(name, what, said.substring(Math.max(0, said.length() - SAID_AT_MOST))));
    }

    /** Asks it to end, and kills it if it does not. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            // This JVM ends already; the hook does the same.
            process.destroyForcibly();
        }
    }
}
