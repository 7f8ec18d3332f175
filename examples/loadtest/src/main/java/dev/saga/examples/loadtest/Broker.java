package dev.saga.examples.loadtest;

import dev.saga.examples.servers.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The embedded Kafka broker in a JVM of its own, compiled as well as any server is: the one for crash tests starts
 * faster and runs slower.
 */
final class Broker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Pattern ADDRESS = Pattern.compile("broker at (\\S+)\\n");

    private final ChildJvm jvm;
    private final String bootstrapServers;

    private Broker(ChildJvm jvm, String bootstrapServers) {
        this.jvm = jvm;
        this.bootstrapServers = bootstrapServers;
    }

    /** The child's {@code main}: serves until it is told to end, and takes its data with it. */
    public static void main(String[] arguments) throws IOException {
        EmbeddedKafka kafka = EmbeddedKafka.start();
        System.out.print("broker at " + kafka.bootstrapServers() + "\n");
        System.out.flush();
    }

    /** @throws LoadTestFailure with what Kafka said, if it does not start */
    static Broker start(Path directory) throws InterruptedException {
        ChildJvm jvm = ChildJvm.start(
                "Kafka",
                List.of(
                        "-Xms512m",
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-Dlogback.configurationFile=dev/saga/examples/loadtest/logback.xml",
                        "-cp",
                        ChildJvm.classPath(),
                        Broker.class.getName()),
                directory.resolve("kafka.log"));
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
