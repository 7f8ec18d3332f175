package dev.saga.examples.chaos;

import dev.saga.examples.chaos.skew.SkewAgent;
import dev.saga.examples.servers.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * How the runner is started, each time anew.
 *
 * @param jar null for the runner on this class path
 * @param directory for settings and logs
 * @param agent sets a runner's clock wrong
 */
record RunnerCommand(@Nullable Path jar, Path directory, Path agent) {
    private static final List<String> SMALL =
            List.of("-Xms64m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final String MAIN = "dev.saga.runner.commands.Main";

    static RunnerCommand in(Path directory, @Nullable Path jar) {
        return new RunnerCommand(jar, directory, SkewAgent.jar(directory));
    }

    /** Starts a command with these settings, and with a clock that is wrong by so much. */
    JavaProcess start(String command, Map<String, String> settings, Duration clockOffset, Path log) {
        Path file = directory.resolve(command + ".properties");
        write(settings, file);
        List<String> arguments = new ArrayList<>(SMALL);
        if (!clockOffset.isZero()) {
            arguments.add("-javaagent:%s=%d".formatted(agent, clockOffset.toMillis()));
        }
        arguments.addAll(jar == null ? List.of("-cp", JavaProcess.classPath(), MAIN) : List.of("-jar", jar.toString()));
        arguments.add(command);
        arguments.add(file.toString());
        return JavaProcess.start(arguments, log);
    }

    /** A log of that name, without what an earlier run may have left in it. */
    Path newLog(String name) {
        try {
            Path log = directory.resolve(name);
            Files.deleteIfExists(log);
            return log;
        } catch (IOException e) {
            throw new UncheckedIOException("the old log " + name + " cannot be removed", e);
        }
    }

    private static void write(Map<String, String> settings, Path file) {
        var all = new Properties();
        all.putAll(settings);
        try (Writer writer = Files.newBufferedWriter(file)) {
            all.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException("the runner's settings cannot be written to " + file, e);
        }
    }
}
