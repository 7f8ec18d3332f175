package dev.saga.examples.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker of one's own inside this JVM, its own controller, on 127.0.0.1 only.
 *
 * <p>Topics are not created by using them; {@link #createTopics} does it, or the property
 * {@code auto.create.topics.enable}. Safe for use by many threads; what starts and stops it is done one at a time.
 *
 * <p>Its threads keep the JVM alive until {@link #close()} or {@link System#exit}. A JVM that is killed leaves a
 * temporary directory behind.
 */
public final class EmbeddedKafka implements KafkaServer, AutoCloseable {
    private final Path directory;
    private final int port;
    private final KafkaConfig config;
    private final boolean temporary;
    private final AtExit atExit;
    private @Nullable KafkaRaftServer server;

    private EmbeddedKafka(Path directory, int port, Map<String, String> properties, boolean temporary) {
        this.directory = directory;
        this.port = port;
        this.config = KafkaConfig.fromProps(BrokerProperties.of(directory, port, FreePort.next(), properties), false);
        this.temporary = temporary;
        this.server = startServer();
        this.atExit = AtExit.run("stop-kafka", this::end);
    }

    /** Starts one on a free port with a new directory, which {@link #close()} deletes. */
    public static EmbeddedKafka start() {
        return start(Map.of());
    }

    /**
     * Like {@link #start()}, with broker properties that replace or extend the ones chosen here.
     *
     * @throws RuntimeException if the broker refuses them; nothing stays behind
     */
    public static EmbeddedKafka start(Map<String, String> properties) {
        return startAndForget(newDirectory(), properties);
    }

    /** Starts one whose directory is gone with it, and also when it cannot start. */
    static EmbeddedKafka startAndForget(Path directory, Map<String, String> properties) {
        try {
            return new EmbeddedKafka(directory, FreePort.next(), properties, true);
        } catch (RuntimeException refused) {
            try {
                FileTree.delete(directory);
            } catch (IOException stays) {
                refused.addSuppressed(stays);
            }
            throw refused;
        }
    }

    private static Path newDirectory() {
        try {
            return Files.createTempDirectory("saga-kafka-");
        } catch (IOException failure) {
            throw new UncheckedIOException("No directory could be made for Kafka", failure);
        }
    }

    /** Whether a broker has a property of that name, or may have it for one of its listeners. */
    public static boolean knows(String property) {
        return property.startsWith("listener.name.")
                || AbstractKafkaConfig.CONFIG_DEF.configKeys().containsKey(property);
    }

    /** Starts one on a directory that is kept. It is formatted when it is new. */
    public static EmbeddedKafka start(Path directory, int port) {
        return new EmbeddedKafka(directory.toAbsolutePath(), port, Map.of(), false);
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Stops it in order; its topics and offsets are there after {@link #restart()}. */
    public synchronized void stop() {
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
            server = null;
        }
    }

    /** Starts it again on the same directory and port, stopping it first if it runs. */
    public synchronized void restart() {
        stop();
        server = startServer();
    }

    /** Stops it for good and deletes a temporary directory. */
    @Override
    public void close() {
        atExit.cancel();
        end();
    }

    private synchronized void end() {
        stop();
        if (temporary) {
            try {
                FileTree.delete(directory);
            } catch (IOException failure) {
                throw new UncheckedIOException("The directory " + directory + " stays behind", failure);
            }
        }
    }

    private KafkaRaftServer startServer() {
        BrokerDirectory.ensureFormatted(directory);
        KafkaRaftServer starting = new KafkaRaftServer(config, Time.SYSTEM);
        try {
            starting.startup();
        } catch (RuntimeException failure) {
            starting.shutdown();
            throw failure;
        }
        return starting;
    }
}
