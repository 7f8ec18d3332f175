package dev.saga.examples.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A PostgreSQL of one's own, as durable as in production ({@code fsync} and {@code synchronous_commit} are on), that can
 * be killed, frozen and brought back on the same port.
 *
 * <p>It listens on 127.0.0.1 only and believes everybody who connects. Its programs and an empty cluster are unpacked
 * once into the user's cache directory. It ends with this JVM, even when that is killed; then a temporary data directory
 * stays behind. What it prints goes to {@code server.log} in the data directory.
 *
 * <p>Safe for use by many threads; what starts and stops it is done one at a time.
 */
public final class EmbeddedPostgres implements PostgresServer, AutoCloseable {
    static final String USER = "postgres";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Postmaster postmaster;
    private final boolean temporary;
    private final AtExit atExit;
    private ChildServer server;

    private EmbeddedPostgres(Postmaster postmaster, boolean temporary) {
        this.postmaster = postmaster;
        this.temporary = temporary;
        this.server = postmaster.start();
        this.atExit = AtExit.run("stop-postgres", this::end);
    }

    /**
     * Starts one on a free port with a new data directory, which {@link #close()} deletes.
     *
     * @throws IllegalStateException with what PostgreSQL said, if it does not start
     */
    public static EmbeddedPostgres start() {
        return start(RunAs.best());
    }

    static EmbeddedPostgres start(RunAs runAs) {
        PostgresInstallation installation = PostgresInstallation.ready(runAs);
        return new EmbeddedPostgres(
                new Postmaster(installation, installation.temporaryCluster(), FreePort.next()), true);
    }

    /**
     * Starts one on a data directory that is kept. A new cluster is made when there is none.
     *
     * @throws IllegalStateException with what PostgreSQL said, if it does not start
     */
    public static EmbeddedPostgres start(Path dataDirectory, int port) {
        Path data = dataDirectory.toAbsolutePath();
        PostgresInstallation installation = PostgresInstallation.ready(RunAs.best());
        installation.ensureCluster(data);
        return new EmbeddedPostgres(new Postmaster(installation, data, port), false);
    }

    /** Where the database {@code postgres} is, user included; the same after every restart. */
    public String jdbcUrl() {
        return url().text();
    }

    /** The port on 127.0.0.1; the same after every restart. */
    public int port() {
        return postmaster.port();
    }

    /** The superuser, who needs no password. */
    public String user() {
        return USER;
    }

    /**
     * Creates an empty database and returns its JDBC URL.
     *
     * @throws IllegalArgumentException if the name is not made of a-z, 0-9 and _
     * @throws IllegalStateException if it exists or the server cannot be reached
     */
    public String createDatabase(String name) {
        return url().createDatabase(name).text();
    }

    @Override
    public String freshDatabase() {
        return url().createFreshDatabase().text();
    }

    /** Kills the server and all its sessions (SIGKILL). What was committed is there after {@link #restart()}. */
    public synchronized void kill() {
        server.kill();
    }

    /** Stops without a checkpoint (SIGQUIT): sessions are cut, the next start recovers from the log. */
    public synchronized void stopImmediately() {
        server.end(Signal.QUIT, PATIENCE);
    }

    /** Cuts the sessions, rolls their transactions back and stops in order (SIGINT); kills it after 30 s. */
    public synchronized void stop() {
        server.end(Signal.INT, PATIENCE);
    }

    /**
     * Starts it again on the same directory and port, stopping it first if it runs.
     *
     * @throws IllegalStateException with what PostgreSQL said, if it does not start
     */
    public synchronized void restart() {
        stop();
        server = postmaster.start();
    }

    /** Freezes the server and its sessions: connections stay open, nothing answers. New sessions hang as well. */
    public synchronized void pause() {
        server.pause();
    }

    /** Wakes it from {@link #pause()}. */
    public synchronized void resume() {
        server.resume();
    }

    /** Stops it for good and deletes a temporary data directory. */
    @Override
    public void close() {
        atExit.cancel();
        end();
    }

    /** What is deleted anyway needs no last checkpoint, which takes long after many databases were made. */
    private synchronized void end() {
        if (!temporary) {
            stop();
        } else {
            server.kill();
            try {
                FileTree.delete(postmaster.data());
            } catch (IOException failure) {
                throw new UncheckedIOException("The directory " + postmaster.data() + " stays behind", failure);
            }
        }
    }

    private JdbcUrl url() {
        return JdbcUrl.local(port());
    }
}
