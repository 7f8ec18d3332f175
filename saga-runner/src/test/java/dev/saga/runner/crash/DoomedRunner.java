package dev.saga.runner.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.runner.system.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The runner as a process of its own that tells which boundaries it passes, and can be told to halt at one. */
final class DoomedRunner implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern PORT = Pattern.compile("orchestrating .* HTTP on port (\\d+)");

    private final Process process;
    private final Path log;
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Thread reader = new Thread(this::read, "reader");

    private DoomedRunner(Process process, Path log) {
        this.process = process;
        this.log = log;
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts it with these properties, tuned for a fast start. */
    static DoomedRunner start(Path directory, ClassArchive classes, Map<String, String> properties) {
        try {
            Path file = Files.createTempFile(directory, "saga", ".properties");
            var all = new Properties();
            all.putAll(properties);
            try (var out = Files.newOutputStream(file)) {
                all.store(out, null);
            }
            Path log = Files.createTempFile(directory, "run", ".log");
            var process = new ProcessBuilder(command(classes, file))
                    .redirectError(log.toFile())
                    .start();
            return new DoomedRunner(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(ClassArchive classes, Path properties) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx192m"));
        command.addAll(classes.options());
        command.addAll(List.of(DoomedMain.class.getName(), "run", properties.toString()));
        return command;
    }

    /** Waits until it runs, and returns the port that it serves HTTP on. */
    int awaitRunning() {
        Await.until(PATIENCE, this::output, () -> PORT.matcher(output()).find() || !process.isAlive());
        var port = PORT.matcher(output());
        assertThat(port.find()).as(output()).isTrue();
        return Integer.parseInt(port.group(1));
    }

    /** Has it halt where it passes that point next. */
    void haltAt(Point point) {
        try {
            process.getOutputStream().write((point + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the process has ended: " + output(), e);
        }
        Await.until(PATIENCE, this::output, () -> told.contains("armed " + point));
    }

    /** Waits for its end, and makes sure that it came at that point and from nothing else. */
    void awaitHaltAt(Point point) {
        assertThat(exitStatus()).as("%s: %s", point, output()).isEqualTo(Boundaries.HALTED);
        assertThat(told).as("what the process told").endsWith("halted " + point);
    }

    /** Asks it to stop, as an operator does, and does not wait. */
    void askToStop() {
        process.toHandle().destroy(); // unlike its own destroy(), leaves the streams open
    }

    /** Waits for its end and returns its exit status. */
    int exitStatus() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("does not end: " + told + output());
            }
            reader.join(PATIENCE.toMillis());
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** The points passed so far, in order, with repetitions. */
    List<Point> passed() {
        var points = new ArrayList<Point>();
        for (String line : told) {
            if (line.startsWith("passed ")) {
                points.add(Point.of(line.substring("passed ".length())));
            }
        }
        return points;
    }

    /** Whether a message of that id was delivered to it. */
    boolean received(String messageId) {
        return told.contains("came " + messageId);
    }

    String output() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("@")) {
                    told.add(line.substring(1));
                }
            }
        } catch (IOException e) {
            told.add("unreadable: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            process.destroyForcibly();
            exitStatus();
        }
    }
}
