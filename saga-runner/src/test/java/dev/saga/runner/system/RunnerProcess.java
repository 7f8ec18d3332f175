package dev.saga.runner.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The runner as a process of its own, so that it can be killed. */
final class RunnerProcess implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("HTTP on port ([0-9]+)");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Process process;
    private final Path output;

    private RunnerProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts {@code run} with these properties. */
    static RunnerProcess start(Path directory, Map<String, String> properties) {
        return command(directory, properties, "run");
    }

    /** Starts a command with these properties and arguments. */
    static RunnerProcess command(Path directory, Map<String, String> properties, String command, String... arguments) {
        try {
            Path file = Files.createTempFile(directory, "saga", ".properties");
            var all = new Properties();
            all.putAll(properties);
            try (var out = Files.newOutputStream(file)) {
                all.store(out, null);
            }
            var line = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                    "dev.saga.runner.commands.Main",
                    command,
                    file.toString()));
            line.addAll(Arrays.asList(arguments));
            Path output = Files.createTempFile(directory, command, ".log");
            var process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            return new RunnerProcess(process, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it answers to a GET; empty while it does not. */
    Optional<HttpResponse<String>> get(String path) {
        Matcher port = PORT.matcher(output());
        if (!port.find()) {
            return Optional.empty();
        }
        var uri = URI.create("http://127.0.0.1:" + port.group(1) + path);
        var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
        try {
            return Optional.of(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    boolean isReady() {
        return get("/health/ready").filter(answer -> answer.statusCode() == 200).isPresent();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as a crash does: at once, wherever it is. */
    void kill() {
        process.destroyForcibly();
        exitStatus();
    }

    /** Asks it to stop, as an operator does. */
    int terminate() {
        process.destroy();
        return exitStatus();
    }

    int exitStatus() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("does not end: " + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    String output() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
