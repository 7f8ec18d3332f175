package dev.saga.runner.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.saga.runner.system.Await;
import dev.saga.runner.system.Environment;
import dev.saga.runner.system.Services;
import dev.saga.runner.system.Services.Heard;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A runner with a database, topics and services of its own. The services answer every command as usual, except for
 * bookings that they keep silent about until they are told to speak. Used by one thread.
 */
final class Stage implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKEN = "sesame";
    private static final String WATCHED =
            "socketFactory=" + WatchedSockets.class.getName() + "&sslmode=disable" + "&gssEncMode=disable";

    private final Environment environment = Environment.fresh();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Set<String> silent = ConcurrentHashMap.newKeySet();
    private final Path directory;
    private final ClassArchive classes;
    private final Topics topics;
    private final Database database;
    private final Services services;
    private DoomedRunner runner;
    private int port;

    /** Starts a runner of those classes; files are left in the directory. */
    Stage(Path directory, ClassArchive classes) {
        this.directory = directory;
        this.classes = classes;
        this.runner = DoomedRunner.start(directory, classes, properties("group"));
        this.port = runner.awaitRunning();
        this.database = new Database(environment);
        this.topics = new Topics(environment);
        this.services = new Services(
                environment, command -> silent.contains(command.bookingId()) ? List.of() : Services.usual(command));
    }

    private Map<String, String> properties(String group) {
        var properties = new TreeMap<>(environment.properties());
        properties.put("kafka.group.id", environment.prefix() + group);
        // Who comes back under the same name takes its place at once, instead of when the session of the dead one ends.
        properties.put("kafka.consumer.group.instance.id", environment.prefix() + "member");
        properties.put("kafka.consumer.interceptor.classes", DeliveryWatch.class.getName());
        properties.put("kafka.producer.interceptor.classes", SendWatch.class.getName());
        properties.put("kafka.topics.partitions", "2");
        String url = environment.database();
        properties.put("postgres.url", url + (url.contains("?") ? "&" : "?") + WATCHED);
        properties.put("http.token", TOKEN);
        properties.put("saga.retry.budget", "none"); // nothing is due before the matrix says so
        for (String phase : List.of("stock", "payment", "compensation")) {
            properties.put("saga.deadline." + phase, "PT1H");
        }
        return properties;
    }

    DoomedRunner runner() {
        return runner;
    }

    Database database() {
        return database;
    }

    Services services() {
        return services;
    }

    /** The real name of a topic. */
    String topic(String type) {
        return environment.topic(type);
    }

    /** Starts the runner again, after its end. */
    void restart() {
        restart("group");
    }

    /** Starts the runner again, as a member of that group. */
    void restart(String group) {
        runner.close();
        runner = DoomedRunner.start(directory, classes, properties(group));
        port = runner.awaitRunning();
    }

    /** The services answer no command of this booking for now. */
    void keepSilentAbout(String bookingId) {
        silent.add(bookingId);
    }

    /** The services answer all that they have heard of this booking, and what they will hear. */
    void speakAbout(String bookingId) {
        silent.remove(bookingId);
        Map<String, Heard> unanswered = new LinkedHashMap<>();
        heardOf(bookingId).forEach(command -> unanswered.putIfAbsent(command.id(), command));
        unanswered.values().stream()
                .flatMap(command -> Services.usual(command).stream())
                .forEach(said -> services.say(said.type(), said.body()));
        services.flush();
    }

    /** Says a message under that id, and waits until the broker has it. */
    void say(String id, String type, ObjectNode body) {
        services.say(type, body, Map.of(DeliveryWatch.ID, id));
        services.flush();
    }

    List<Heard> heardOf(String bookingId) {
        return services.heard().stream()
                .filter(command -> command.bookingId().equals(bookingId))
                .toList();
    }

    void awaitCommand(String type, String bookingId) {
        Await.until(
                PATIENCE,
                () -> "no " + type + " among " + heardOf(bookingId) + runner.output(),
                () -> heardOf(bookingId).stream()
                        .anyMatch(command -> command.type().equals(type)));
    }

    /** Waits until all that was said is handled and acknowledged, and all that was recorded is published. */
    void awaitQuiet() {
        Await.until(
                PATIENCE,
                () -> "the group %s is behind by %d, the outbox has %d\n%s"
                        .formatted(group(), topics.behind(group()), database.outbox(), runner.output()),
                () -> database.outbox() == 0 && topics.behind(group()) == 0 && database.outbox() == 0);
    }

    /** Waits until no booking is in flight any more, and it is quiet. */
    void awaitAllEnded() {
        Await.until(
                PATIENCE,
                () -> database.inFlight() + " bookings are in flight\n" + runner.output(),
                () -> database.inFlight() == 0);
        awaitQuiet();
    }

    private String group() {
        return environment.prefix() + "group";
    }

    /** How many messages a group has not acknowledged. */
    long behind(String group) {
        return topics.behind(environment.prefix() + group);
    }

    /** The saga as HTTP shows it; a missing node if there is none. */
    JsonNode saga(String bookingId) {
        var answer = request("GET", "/api/sagas/" + bookingId);
        if (answer.statusCode() == 404) {
            return JSON.missingNode();
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException(answer.body(), e);
        }
    }

    /** An operator's request. */
    HttpResponse<String> request(String method, String path) {
        try {
            return http.send(request(method, path, HttpRequest.newBuilder()), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path + runner.output(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(path, e);
        }
    }

    /** An operator's request whose answer may never come. */
    void requestInVain(String method, String path) {
        http.sendAsync(request(method, path, HttpRequest.newBuilder()), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String method, String path, HttpRequest.Builder builder) {
        return builder.uri(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Authorization", "Bearer " + TOKEN)
                .timeout(PATIENCE)
                .build();
    }

    @Override
    public void close() {
        services.close();
        runner.close();
        topics.close();
        database.close();
    }
}
