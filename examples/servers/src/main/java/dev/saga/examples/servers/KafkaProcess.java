package dev.saga.examples.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker in a JVM of its own, for those who want to kill it. Slower to start than {@link EmbeddedKafka}.
 *
 * <p>It runs on this JVM's class path, ends with this JVM even when that is killed, and prints to {@code broker.out} in
 * its directory. Safe for use by many threads; what starts and stops it is done one at a time.
 */
public final class KafkaProcess implements KafkaServer, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Path directory;
    private final int port;
    private final @Nullable TcpProxy proxy;
    private final AtExit atExit;
    private ChildServer server;

    private KafkaProcess(Path directory, int port, boolean proxied) {
        this.directory = directory;
        this.port = port;
        BrokerDirectory.ensureFormatted(directory);
        int controller = FreePort.next();
        int behind = FreePort.next();
        this.proxy = proxied ? TcpProxy.to(behind) : null;
        Map<String, String> listeners =
                proxy == null ? Map.of() : BrokerProperties.secondListener(port, controller, behind, proxy.port());
        Properties properties = BrokerProperties.of(directory, port, controller, listeners);
        try (Writer file = Files.newBufferedWriter(settings())) {
            properties.store(file, null);
        } catch (IOException failure) {
            throw new UncheckedIOException("Kafka's settings could not be written to " + settings(), failure);
        }
        this.server = startServer();
        this.atExit = AtExit.run("stop-kafka-process", this::end);
    }

    /**
     * Starts one on a free port with a new directory, which {@link #close()} deletes.
     *
     * @throws IllegalStateException with what Kafka said, if it does not answer within a minute
     */
    public static KafkaProcess start() {
        return start(false);
    }

    /** Like {@link #start()}, with a second way to reach it that can be broken: {@link #proxy()}. */
    public static KafkaProcess startProxied() {
        return start(true);
    }

    private static KafkaProcess start(boolean proxied) {
        try {
            return new KafkaProcess(Files.createTempDirectory("saga-kafka-"), FreePort.next(), proxied);
        } catch (IOException failure) {
            throw new UncheckedIOException("No directory could be made for Kafka", failure);
        }
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /**
     * The network before the broker. Clients whose bootstrap server is at its port are led through it for good.
     *
     * @throws IllegalStateException if it was not started with one
     */
    public TcpProxy proxy() {
        if (proxy == null) {
            throw new IllegalStateException("This broker has no proxy; startProxied() gives it one");
        }
        return proxy;
    }

    /** Kills the broker (SIGKILL). What it acknowledged is there after {@link #restart()}. */
    public synchronized void kill() {
        server.kill();
    }

    /** Freezes the broker: connections stay open, nothing answers. */
    public synchronized void pause() {
        server.pause();
    }

    /** Wakes it from {@link #pause()}. */
    public synchronized void resume() {
        server.resume();
    }

    /** Stops it in order (SIGTERM); kills it after a minute. */
    public synchronized void stop() {
        server.end(Signal.TERM, PATIENCE);
    }

    /**
     * Starts it again on the same directory and port, stopping it first if it runs. After a {@link #kill()} this takes
     * some seconds, until the session of the dead broker has ended.
     *
     * @throws IllegalStateException with what Kafka said, if it does not answer within a minute
     */
    public synchronized void restart() {
        stop();
        server = startServer();
    }

    /** Stops it for good and deletes its directory. */
    @Override
    public void close() {
        atExit.cancel();
        end();
    }

    private synchronized void end() {
        // Its directory goes as well, so there is nothing to be put in order.
        server.kill();
        if (proxy != null) {
            proxy.close();
        }
        try {
            FileTree.delete(directory);
        } catch (IOException failure) {
            throw new UncheckedIOException("The directory " + directory + " stays behind", failure);
        }
    }

    private ChildServer startServer() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // A test runner may have hidden the class path behind a jar of its own.
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        ChildServer starting = ChildServer.launch(
                List.of(
                        java,
                        "-Xms64m",
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        "kafka.Kafka",
                        settings().toString()),
                directory.resolve("broker.out"),
                Signal.KILL);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!listens() || !answers()) {
            if (starting.endsWithin(BETWEEN_LOOKS) || System.nanoTime() > deadline) {
                starting.kill();
                throw new IllegalStateException(
                        "Kafka did not start at port " + port + ". It said: " + starting.said());
            }
        }
        return starting;
    }

    /** Asked first, because a client that finds nobody complains in the log. */
    private boolean listens() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Whether a broker has registered and takes requests; waits a second for the answer. */
    private boolean answers() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrapServers(),
                "default.api.timeout.ms", 1_000,
                "request.timeout.ms", 1_000);
        try (Admin admin = Admin.create(settings)) {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException notYet) {
            return false;
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for Kafka", interruption);
        }
    }

    private Path settings() {
        return directory.resolve("server.properties");
    }
}
