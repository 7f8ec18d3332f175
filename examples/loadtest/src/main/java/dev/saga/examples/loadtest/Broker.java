package dev.saga.examples.loadtest;

import dev.saga.examples.servers.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;

/**
 * The embedded Kafka broker in a JVM of its own, compiled as well as any server is: the one for crash tests starts
 * faster and runs slower.
 */
final class Broker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /**
     * A segment is given to the disk when it is full, one partition's at a time; what is in one for longer, the kernel
     * writes when it is 30 s old, all partitions' together, and PostgreSQL's commits wait behind it (docs/operations.md).
     */
    private static final Map<String, String> SMALL_SEGMENTS = Map.of("log.segment.bytes", "8388608");

    private static final Pattern ADDRESS = Pattern.compile("broker at (\\S+)\\n");

    private final ChildJvm jvm;
    private final String bootstrapServers;

    private Broker(ChildJvm jvm, String bootstrapServers) {
        this.jvm = jvm;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * The child's {@code main}: serves until it is told to end, and takes its data with it.
     *
     * @param arguments broker settings, each a name and, after it, its value
     */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> settings = new HashMap<>(SMALL_SEGMENTS);
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            settings.put(arguments[i], arguments[i + 1]);
        }
        requireKnown(settings.keySet());
        try {
            EmbeddedKafka kafka = EmbeddedKafka.start(settings);
            System.out.print("broker at " + kafka.bootstrapServers() + "\n");
            System.out.flush();
        } catch (ConfigException e) {
            refuse(e.getMessage());
        }
    }

    /** Kafka itself takes a name that it does not know for somebody else's, and a run would measure what was not set. */
    private static void requireKnown(Set<String> settings) {
        for (String name : settings) {
            if (!EmbeddedKafka.knows(name)) {
                refuse("Kafka knows no setting " + name);
            }
        }
    }

    private static void refuse(String reason) {
        System.out.print(reason + "\n");
        System.exit(2);
    }

    /**
     * Starts it, with settings in place of its own or beside them.
     *
     * @throws LoadTestFailure with what Kafka said, if it does not start
     */
    static Broker start(Path directory, Map<String, String> settings) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "-Xms512m",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Dlogback.configurationFile=dev/saga/examples/loadtest/logback.xml",
                "-cp",
                ChildJvm.classPath(),
                Broker.class.getName()));
        settings.forEach((name, value) -> command.addAll(List.of(name, value)));
        ChildJvm jvm = ChildJvm.start("Kafka", command, directory.resolve("kafka.log"));
        try {
            if (!Polling.until(PATIENCE, () -> address(jvm).find())) {
                throw jvm.failure("did not start within " + PATIENCE.toSeconds() + " s");
            }
            Matcher address = address(jvm);
            return new Broker(jvm, address.find() ? address.group(1) : "");
        } catch (InterruptedException | RuntimeException e) {
            jvm.close();
            throw e;
        }
    }

    private static Matcher address(ChildJvm jvm) {
        jvm.check();
        return ADDRESS.matcher(jvm.output());
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    long pid() {
        return jvm.pid();
    }

    @Override
    public void close() {
        jvm.close();
    }
}
