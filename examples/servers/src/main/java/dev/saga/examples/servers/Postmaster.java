package dev.saga.examples.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Starts PostgreSQL's main process on a cluster and waits until it takes connections. */
record Postmaster(PostgresInstallation installation, Path data, int port) {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
    private static final int STATUS_LINE = 7;

    /**
     * Returns the running server.
     *
     * @throws IllegalStateException with what PostgreSQL said, if it does not take connections within a minute
     */
    ChildServer start() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        ChildServer server = launch();
        while (!isReady(server)) {
            if (server.endsWithin(BETWEEN_LOOKS)) {
                if (!isHeldByDeadPredecessor(server) || System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            "PostgreSQL did not start in " + data + " at port " + port + ". It said: " + server.said());
                }
                server = launch();
            } else if (System.nanoTime() > deadline) {
                server.kill();
                throw new IllegalStateException(
                        "PostgreSQL in " + data + " was not ready within " + PATIENCE + ". It said: " + server.said());
            }
        }
        return server;
    }

    private ChildServer launch() {
        Command command = installation.program(
                "postgres",
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                // Paths of sockets must be short, temporary directories need not be.
                "unix_socket_directories=",
                "-c",
                "fsync=on",
                "-c",
                "synchronous_commit=on",
                "-c",
                "wal_level=logical",
                "-c",
                "max_connections=120",
                "-c",
                "timezone=UTC",
                "-c",
                "log_timezone=UTC");
        return ChildServer.launch(command.words(), data.resolve("server.log"), Signal.QUIT);
    }

    /** Reads what pg_ctl reads: no connection is spent, and a file left by a dead predecessor is told apart. */
    private boolean isReady(ChildServer server) {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            return lines.size() > STATUS_LINE
                    && lines.get(0).strip().equals(Long.toString(server.pid()))
                    && lines.get(STATUS_LINE).strip().equals("ready");
        } catch (NoSuchFileException notYet) {
            return false;
        } catch (IOException failure) {
            server.kill();
            throw new IllegalStateException("PostgreSQL's state in " + data + " is unreadable", failure);
        }
    }

    /** After a kill the predecessor's children may hold its memory for a moment longer. */
    private static boolean isHeldByDeadPredecessor(ChildServer server) {
        return server.said().contains("pre-existing shared memory block");
    }
}
