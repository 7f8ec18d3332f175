package dev.saga.examples.servers;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/**
 * Ends a child process when this JVM is gone, also when it was killed and no shutdown hook could run.
 *
 * <p>A small shell waits at a pipe that only this JVM holds open. The kernel closes it at the JVM's end, whatever that
 * end was.
 */
final class OrphanGuard {

    private OrphanGuard() {}

    /** Guards the child until it ends. */
    static void watch(Process child, Signal atOurDeath) throws IOException {
        String lastWords = "read -r line; kill -" + atOurDeath + " PID; kill -CONT PID";
        Process shell = new ProcessBuilder("sh", "-c", lastWords.replace("PID", Long.toString(child.pid())))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        // Without this the process id might belong to somebody else by the time the shell uses it.
        child.onExit().thenRun(shell::destroyForcibly);
    }
}
