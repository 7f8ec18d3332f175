package dev.saga.runner.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.runner.Runner;
import dev.saga.runner.config.RunnerConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A dead letter's way on real servers: rejected, looked at, retried over HTTP, and its command published. */
class DeadLetterSystemTest {
    private final Environment environment = Environment.fresh();

    @Test
    void anAnswerThatCameBeforeItsBookingIsRetriedAndTheBookingGoesOn() throws Exception {
        Map<String, String> properties = new HashMap<>(environment.properties());
        properties.put("http.token", "sesame");
        try (Runner runner = Runner.start(RunnerConfig.of(properties, Map.of()));
                var services = new Services(environment, command -> List.of())) {
            services.say(
                    "product.reserved",
                    Services.body("b-1")
                            .put("productId", "p-1")
                            .put("quantity", 1)
                            .put("price", "2.50"),
                    Map.of("message-id", "early", "binary", "\u0000"));
            Await.until(
                    Duration.ofSeconds(60),
                    () -> ask(runner, "GET", "").toString(),
                    () -> ask(runner, "GET", "").body().contains("\"unknown-saga\""));
            services.say("booking.created", Services.booking("b-1", "p-1"));
            Await.until(
                    Duration.ofSeconds(60),
                    () -> services.heard().toString(),
                    () -> !services.heard("saga.request_stock").isEmpty());

            String identity = environment.topic("product.reserved") + "#early";
            assertThat(ask(runner, "GET", "/1").body())
                    .contains("\"messageId\":\"" + identity + "\"")
                    .contains("{\"name\":\"binary\",\"value\":\"AA==\",\"encoding\":\"base64\"}");
            assertThat(ask(runner, "POST", "/1/retry").body()).isEqualTo("{\"outcome\":\"applied\"}");

            Await.until(
                    Duration.ofSeconds(60),
                    () -> services.heard().toString(),
                    () -> !services.heard("saga.request_payment").isEmpty());
            assertThat(services.heard("saga.request_payment").get(0).headers())
                    .containsEntry("ce_causationid", identity);
            assertThat(ask(runner, "GET", "/1").statusCode()).isEqualTo(404);
        }
    }

    private static HttpResponse<String> ask(Runner runner, String method, String path) {
        try {
            var uri = URI.create("http://127.0.0.1:%d/api/dead-letters%s"
                    .formatted(runner.httpPort().getAsInt(), path));
            var request = HttpRequest.newBuilder(uri)
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .header("Authorization", "Bearer sesame");
            return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(path, e);
        }
    }
}
