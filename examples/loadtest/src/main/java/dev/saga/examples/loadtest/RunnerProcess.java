package dev.saga.examples.loadtest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The runner, or what takes its place, in a process of its own, ready when it is here. */
final class RunnerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Pattern PORT = Pattern.compile("HTTP on port ([0-9]+)");
    private static final Pattern COMPLAINT = Pattern.compile("^\\S+ +(WARN|ERROR) ", Pattern.MULTILINE);
    private static final int OK = 200;

    private final ChildJvm jvm;
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI address;

    private RunnerProcess(ChildJvm jvm, URI address) {
        this.jvm = jvm;
        this.address = address;
    }

    /**
     * Starts one and waits until it takes part in its group.
     *
     * @param program what the JVM runs, as its command line has it
     * @throws LoadTestFailure with what it said, if it does not become ready within a minute
     */
    static RunnerProcess start(List<String> program, List<String> javaOptions, Path properties, Path log)
            throws InterruptedException {
        List<String> arguments = new ArrayList<>(javaOptions);
        arguments.addAll(program);
        arguments.add(properties.toString());
        ChildJvm jvm = ChildJvm.start("the runner", arguments, log);
        try {
            if (!Polling.until(PATIENCE, () -> port(jvm).find())) {
                throw jvm.failure("did not start within " + PATIENCE.toSeconds() + " s");
            }
            Matcher port = port(jvm);
            var runner = new RunnerProcess(jvm, URI.create("http://127.0.0.1:" + (port.find() ? port.group(1) : "")));
            if (!Polling.until(PATIENCE, runner::isReady)) {
                throw jvm.failure("did not become ready within " + PATIENCE.toSeconds() + " s");
            }
            return runner;
        } catch (InterruptedException | RuntimeException e) {
            jvm.close();
            throw e;
        }
    }

    private static Matcher port(ChildJvm jvm) {
        jvm.check();
        return PORT.matcher(jvm.output());
    }

    private boolean isReady() {
        return get("/health/ready").startsWith("{\"status\":\"up\"");
    }

    /** What it tells Prometheus now. */
    Metrics metrics() {
        return Metrics.parse(get("/metrics"));
    }

    /** The answer's body; empty unless it is a good one. */
    private String get(String path) {
        HttpRequest request =
                HttpRequest.newBuilder(address.resolve(path)).timeout(ANSWER).build();
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            return answer.statusCode() == OK ? answer.body() : "";
        } catch (IOException e) {
            throw jvm.failure("does not answer " + path + " (" + e + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw jvm.failure("was not waited for");
        }
    }

    /** How many warnings and errors it has logged. */
    long complaints() {
        return COMPLAINT.matcher(jvm.output()).results().count();
    }

    long pid() {
        return jvm.pid();
    }

    void check() {
        jvm.check();
    }

    @Override
    public void close() {
        jvm.close();
    }
}
