package dev.saga.examples.loadtest;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The runner processes of one run, all of one group. */
final class Runners implements AutoCloseable {
    private static final String RUNNER = "dev.saga.runner.commands.Main";

    private final List<RunnerProcess> all = new ArrayList<>();

    private Runners() {}

    /** What each runner is told, beside where the servers are. */
    static Map<String, String> properties(Options options, Map<String, String> servers) {
        Map<String, String> properties = new HashMap<>(servers);
        if (options.consumers != null) {
            properties.put("kafka.consumers", Integer.toString(options.consumers));
            properties.put("postgres.pool.size", Integer.toString(Math.max(4, options.consumers + 2)));
        }
        properties.put("http.port", "0");
        properties.put("http.host", "127.0.0.1");
        properties.putAll(options.settings);
        return properties;
    }

    /** Starts them; they are ready when this returns. */
    static Runners start(Options options, Map<String, String> properties, Path directory) throws InterruptedException {
        var runners = new Runners();
        try {
            Path file = directory.resolve("saga.properties");
            write(properties, file);
            for (int i = 1; i <= options.runners; i++) {
                runners.all.add(RunnerProcess.start(
                        program(options),
                        options.runnerJavaOpts(),
                        file,
                        directory.resolve("runner-%d.log".formatted(i))));
            }
            return runners;
        } catch (IOException e) {
            runners.close();
            throw new LoadTestFailure("the runner's settings cannot be written: " + e.getMessage(), e);
        } catch (InterruptedException | RuntimeException e) {
            runners.close();
            throw e;
        }
    }

    /** What the JVM is to run: the runner of a jar, or on this class path, or what stands in for it. */
    private static List<String> program(Options options) {
        if (options.bare) {
            return List.of("-cp", ChildJvm.classPath(), BarePath.class.getName());
        }
        Path jar = options.runnerJar;
        return jar == null ? List.of("-cp", ChildJvm.classPath(), RUNNER) : List.of("-jar", jar.toString());
    }

    private static void write(Map<String, String> properties, Path file) throws IOException {
        var all = new Properties();
        all.putAll(properties);
        try (Writer writer = Files.newBufferedWriter(file)) {
            all.store(writer, null);
        }
    }

    /** What all of them tell Prometheus, added up. */
    Metrics metrics() {
        return all.stream().map(RunnerProcess::metrics).reduce(new Metrics(Map.of()), Metrics::plus);
    }

    /** Milliseconds of CPU time that they have used. */
    double cpuMillis() {
        return all.stream().mapToDouble(runner -> Cpu.millisOf(runner.pid())).sum();
    }

    long complaints() {
        return all.stream().mapToLong(RunnerProcess::complaints).sum();
    }

    boolean areNone() {
        return all.isEmpty();
    }

    void check() {
        all.forEach(RunnerProcess::check);
    }

    @Override
    public void close() {
        all.forEach(RunnerProcess::close);
    }
}
