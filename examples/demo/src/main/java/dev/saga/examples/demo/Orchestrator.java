package dev.saga.examples.demo;

import dev.saga.runner.Runner;
import dev.saga.runner.config.HttpConfig;
import dev.saga.runner.config.RunnerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** The runner inside this JVM, and where it serves HTTP. */
final class Orchestrator implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final int OK = 200;

    private final Runner runner;
    private final HttpConfig http;

    private Orchestrator(Runner runner, HttpConfig http) {
        this.runner = runner;
        this.http = http;
    }

    /**
     * Starts it.
     *
     * @throws dev.saga.runner.StartupFailure if the servers are not as they must be
     */
    static Orchestrator start(RunnerConfig config) {
        return new Orchestrator(Runner.start(config), config.http());
    }

    /** The console's address, unless HTTP is off. */
    Optional<URI> address() {
        if (http instanceof HttpConfig.Listening listening && runner.httpPort().isPresent()) {
            return Optional.of(address(listening.host(), runner.httpPort().getAsInt()));
        }
        return Optional.empty();
    }

    private static URI address(String host, int port) {
        try {
            String reachable = InetAddress.getByName(host).isAnyLocalAddress() ? "127.0.0.1" : host;
            return new URI("http", null, reachable, port, "/", null, null);
        } catch (IOException | URISyntaxException e) {
            throw new DemoFailure("http.host: no address for " + host, e);
        }
    }

    /**
     * Waits until it takes part in its consumer group, where HTTP can tell; without HTTP the first bookings just wait.
     *
     * @throws DemoFailure if that takes half a minute
     */
    void awaitReadiness() throws InterruptedException {
        Optional<URI> address = address();
        if (address.isEmpty()) {
            return;
        }
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest question = HttpRequest.newBuilder(address.get().resolve("health/ready"))
                .timeout(PATIENCE)
                .build();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        HttpResponse<String> answer = ask(client, question);
        while (answer.statusCode() != OK) {
            if (System.nanoTime() > deadline) {
                throw new DemoFailure("the orchestrator does not become ready: " + answer.body());
            }
            Thread.sleep(LOOK.toMillis());
            answer = ask(client, question);
        }
    }

    private static HttpResponse<String> ask(HttpClient client, HttpRequest question) throws InterruptedException {
        try {
            return client.send(question, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new DemoFailure(question.uri() + " does not answer: " + e, e);
        }
    }

    @Override
    public void close() {
        runner.close();
    }
}
