package dev.saga.runner.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A booking of which a release recorded something that this one does not know, as during a rolling upgrade. */
class StuckSagaTest {
    private static final Pattern PORT = Pattern.compile("HTTP on port ([0-9]+)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Environment environment = Environment.fresh();

    @TempDir
    private Path directory;

    @Test
    void it_is_stuck_alone_and_goes_on_in_order_and_by_itself_once_its_history_can_be_read() {
        try (var runner = RunnerProcess.start(directory, environment.properties());
                var services = new Services(environment, StuckSagaTest::answersButNotForTheStock)) {
            String place = "http://127.0.0.1:" + port(runner);
            services.say("booking.created", Services.booking("stuck", "p-1", "p-2"));
            await(services, () -> services.heard("saga.request_stock").size() == 2);
            sql("""
                    insert into saga.event (saga_type, saga_id, number, version, type, payload, message_id)
                    select saga_type, saga_id, number, 3, 'RecordedByTheNextRelease', '{}', 'from the future'
                    from saga.event where saga_id = 'stuck' and version = 1
                    """);

            services.say("product.reserved", reserved("p-1"));
            services.say("product.reserved", reserved("p-2"));
            var others = IntStream.range(0, 20).mapToObj(i -> "b-" + i).toList();
            others.forEach(id -> services.say("booking.created", Services.booking(id, "p-1")));

            Await.until(
                    PATIENCE,
                    () -> body(place + "/api/dead-letters"),
                    () -> letters(place).size() == 2);
            await(services, () -> new Ledger(services.heard()).allEnded(others));
            JsonNode letters = letters(place);
            assertThat(letters.findValuesAsText("reason")).containsExactly("poison", "poison");
            assertThat(letters.path(0).path("detail").asText()).contains("RecordedByTheNextRelease");
            assertThat(letters.path(1).path("detail").asText()).startsWith("it waits behind ");
            JsonNode saga = json(place + "/api/sagas/stuck");
            assertThat(saga.path("stuck").path("deadLetter").asLong())
                    .isEqualTo(letters.path(0).path("id").asLong());
            assertThat(saga.path("stuck").path("waiting").asLong()).isEqualTo(1);
            assertThat(saga.path("problem").asText()).contains("version 3", "RecordedByTheNextRelease");
            assertThat(saga.path("history").findValuesAsText("version")).containsExactly("1", "2");
            assertThat(json(place + "/api/sagas")
                            .path("sagas")
                            .path(0)
                            .path("stuck")
                            .path("since")
                            .isTextual())
                    .isTrue();
            Await.until(
                    PATIENCE,
                    () -> body(place + "/metrics"),
                    () -> body(place + "/metrics").contains("saga_stuck 1.0"));
            assertThat(retry().exitStatus()).isEqualTo(1);

            sql("delete from saga.event where saga_id = 'stuck' and version = 3");

            await(services, () -> new Ledger(services.heard()).confirmed("stuck"));
            assertThat(letters(place)).isEmpty();
            assertThat(json(place + "/api/sagas/stuck").path("history").findValuesAsText("productId"))
                    .containsSubsequence("p-1", "p-2", "p-1", "p-2", "p-1", "p-2");
            assertThat(json(place + "/api/sagas/stuck").has("stuck")).isFalse();
            new Ledger(services.heard()).holds();
            assertThat(retry().exitStatus()).isEqualTo(3);
            assertThat(runner.terminate()).isZero();
        }
    }

    private RunnerProcess retry() {
        return RunnerProcess.command(directory, environment.properties(), "retry", "stuck");
    }

    private static List<Services.Said> answersButNotForTheStock(Services.Heard command) {
        boolean held = command.bookingId().equals("stuck") && command.type().equals("saga.request_stock");
        return held ? List.of() : Services.usual(command);
    }

    private static ObjectNode reserved(String product) {
        return Services.body("stuck")
                .put("productId", product)
                .put("quantity", 1)
                .put("price", "0.10");
    }

    private static void await(Services services, BooleanSupplier so) {
        Await.until(PATIENCE, () -> services.heard().toString(), so);
    }

    private static String port(RunnerProcess runner) {
        Await.until(
                PATIENCE, runner::output, () -> PORT.matcher(runner.output()).find());
        Matcher port = PORT.matcher(runner.output());
        assertThat(port.find()).isTrue();
        return port.group(1);
    }

    private static JsonNode letters(String place) {
        return json(place + "/api/dead-letters").path("deadLetters");
    }

    private static JsonNode json(String uri) {
        try {
            return new ObjectMapper().readTree(body(uri));
        } catch (IOException e) {
            throw new IllegalStateException(uri, e);
        }
    }

    private static String body(String uri) {
        try {
            var request = HttpRequest.newBuilder(URI.create(uri)).build();
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new IllegalStateException(uri, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(uri, e);
        }
    }

    private void sql(String sql) {
        try (var connection = DriverManager.getConnection(environment.database());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
