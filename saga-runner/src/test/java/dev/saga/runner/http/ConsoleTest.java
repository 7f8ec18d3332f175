package dev.saga.runner.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.saga.booking.BookingInput.PaymentFailed;
import dev.saga.booking.Product;
import dev.saga.message.Header;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.runner.config.OrNone;
import dev.saga.runner.config.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The console as it is served, and that what its script asks for and reads is what the interface answers. */
class ConsoleTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Bookings bookings = new Bookings();
    private HttpFront server;
    private Client client;

    @BeforeEach
    void serve() throws IOException {
        var routes = new ArrayList<Route>(bookings.routes());
        routes.addAll(new DeadLetterEndpoints(bookings.desk(), () -> {}).routes());
        routes.addAll(new HealthEndpoints(() -> List.of(Readiness.Check.down("kafka", "no broker answers"))).routes());
        routes.addAll(new MetricsEndpoint(() -> "").routes());
        routes.addAll(ConsoleEndpoints.routes());
        server = Bookings.serve(routes, OrNone.of(Secret.of("sesame")));
        client = new Client(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html; charset=utf-8, <!doctype html>",
        "/console.js, text/javascript; charset=utf-8, 'use strict'",
        "/console.css, text/css; charset=utf-8, :root"
    })
    void eachPartIsServedUnderAPolicyThatLetsNothingElseIn(String path, String type, String start) throws Exception {
        var response = client.get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains(start);
        assertThat(response.headers().firstValue("Content-Type")).contains(type);
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(response.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                        .doesNotContain("unsafe", "http"));
    }

    @Test
    void nothingIsAskedOfAnotherHostAndNothingStandsInThePageThatThePolicyForbids() throws Exception {
        String page = client.get("/").body();
        String all = page
                + client.get("/console.js").body()
                + client.get("/console.css").body();

        assertThat(all.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http:", "https:", "//cdn", "@import");
        assertThat(page)
                .doesNotContain("<style", "style=", "onclick", "javascript:")
                .doesNotMatch("(?s).*<script>.*");
        assertThat(all).doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
    }

    @Test
    void thereIsNothingElseBesideIt() throws Exception {
        for (String path : List.of("/console.html", "/index.html", "/console.js/", "//console.js", "/../console.js")) {
            assertThat(client.get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(client.send("POST", "/").statusCode()).isEqualTo(405);
    }

    @Test
    void whateverTheScriptAsksForIsThere() throws Exception {
        aCancelledBookingAndADeadLetter();
        Set<String> paths =
                found("(?:json|ask)\\([`']([^`'?$]+)", client.get("/console.js").body());

        assertThat(paths)
                .containsExactlyInAnyOrder(
                        "api/sagas", "api/sagas/", "api/dead-letters", "api/dead-letters/", "health/ready", "metrics");
        assertThat(client.get("/api/sagas?limit=50&state=COMPENSATING").statusCode())
                .isEqualTo(200);
        assertThat(client.get("/api/sagas/b-1").statusCode()).isEqualTo(200);
        assertThat(client.get("/api/dead-letters?limit=50").statusCode()).isEqualTo(200);
        assertThat(client.get("/api/dead-letters/1").statusCode()).isEqualTo(200);
        assertThat(client.get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(client.get("/metrics").statusCode()).isEqualTo(200);
    }

    @Test
    void whateverTheScriptReadsIsInWhatIsAnswered() throws Exception {
        aCancelledBookingAndADeadLetter();
        String script = client.get("/console.js").body();
        var answered = new TreeSet<String>();
        for (String path : List.of(
                "/api/sagas/b-1",
                "/api/sagas/b-2",
                "/api/sagas?limit=1",
                "/api/dead-letters?limit=1",
                "/api/dead-letters/1",
                "/health/ready",
                "/nothing")) {
            names(JSON.readTree(client.get(path).body()), answered);
        }

        Set<String> read = found("\\b(?:it|saga|one|command|letter|page|check)\\.([a-zA-Z]+)", script);
        read.removeAll(found("page\\.(still|draw|title)\\b", script)); // the script's own
        read.removeAll(Set.of("name", "state", "value")); // also those of a series of the metrics
        assertThat(read).contains("sagaId", "awaiting", "history", "causedBy", "deadLetters", "next", "keyEncoding");
        assertThat(read).filteredOn(name -> !name.equals("stuck")).isSubsetOf(answered);
        assertThat(answered).contains("name", "state", "value", "error", "status", "checks");
    }

    @Test
    void theStatesThatItDrawsAreThoseOfABooking() throws Exception {
        aCancelledBookingAndADeadLetter();
        String script = client.get("/console.js").body();

        assertThat(found("'([A-Z_]+)'", script.substring(0, script.indexOf(';', script.indexOf("STATES")))))
                .containsExactlyInAnyOrderElementsOf(Bookings.STATES);
        var history = JSON.readTree(client.get("/api/sagas/b-1").body()).path("history");
        assertThat(history.findValuesAsText("state"))
                .containsSubsequence("CREATED", "WAITING_STOCK", "WAITING_PAYMENT", "COMPENSATING", "CANCELLED")
                .allMatch(state -> script.contains(state + ": ["));
    }

    private void aCancelledBookingAndADeadLetter() {
        bookings.created("b-1", new Product("p-1", 2));
        bookings.reserved("b-1", "p-1", 2, "5.00");
        bookings.deliver(new PaymentFailed("b-1", "pay-1", "no money"));
        bookings.created("b-2", new Product("p-1", 2));
        bookings.created("b-3", new Product("p-1", 2));
        for (String id : List.of("/stock#1", "/stock#2")) {
            bookings.receive(new Inbound(
                    MessageId.of(id),
                    "product.reserved",
                    "prod.reserved",
                    4,
                    17,
                    List.of(new Header("ce_id", utf8("1"))),
                    utf8("b-9"),
                    utf8("{\"bookingId\":\"b-9\",\"productId\":\"chair\",\"quantity\":2,\"price\":1}"),
                    ""));
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Set<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void names(JsonNode node, Set<String> to) {
        node.fieldNames().forEachRemaining(to::add);
        node.forEach(child -> names(child, to));
    }
}
