package dev.saga.examples.servers;

import java.util.Collection;
import java.util.stream.Collectors;

/** What is sent to a process to stop, freeze or wake it. */
enum Signal {
    /** Freezes the process; it cannot refuse. */
    STOP,
    /** Wakes a frozen process. */
    CONT,
    /** PostgreSQL: ends the sessions, writes a checkpoint, stops. */
    INT,
    /** PostgreSQL: stops at once, leaving recovery to the next start. */
    QUIT,
    /** Asks the process to end. */
    TERM,
    /** Ends the process; it cannot refuse. */
    KILL;

    /** Sends it to all of them; processes that have ended meanwhile are passed over. */
    void sendTo(Collection<ProcessHandle> processes) {
        if (!processes.isEmpty()) {
            // The shell's own kill, since small images have no program of that name. It fails when one is gone.
            Command.of("sh", "-c", "kill -" + name() + " " + pids(processes) + " 2>/dev/null; true")
                    .run();
        }
    }

    private static String pids(Collection<ProcessHandle> processes) {
        return processes.stream().map(process -> Long.toString(process.pid())).collect(Collectors.joining(" "));
    }
}
