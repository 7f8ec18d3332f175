package dev.saga.examples.servers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A Java program in a process of its own, which can be killed and which does not outlive this JVM. */
public final class JavaProcess {
    private final ChildServer process;

    private JavaProcess(ChildServer process) {
        this.process = process;
    }

    /** Starts this JVM's Java with these arguments; what it prints is appended to the log. */
    public static JavaProcess start(List<String> arguments, Path log) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        return new JavaProcess(ChildServer.launch(command, log, Signal.KILL));
    }

    /** The class path of this JVM, which a test runner may have hidden behind a jar of its own. */
    public static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end and says whether it came in time. */
    public boolean endsWithin(Duration patience) {
        return process.endsWithin(patience);
    }

    /** Kills it (SIGKILL); it has ended when this returns. */
    public void kill() {
        process.kill();
    }

    /** Asks it to end (SIGTERM) and returns at once. */
    public void terminate() {
        process.signal(Signal.TERM);
    }

    /**
     * With what status it has ended.
     *
     * @throws IllegalThreadStateException if it runs
     */
    public int exitStatus() {
        return process.exitStatus();
    }

    /** What it has printed: the end of it, if it is long. */
    public String said() {
        return process.said();
    }
}
