package dev.saga.runner.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saga.booking.BookingEvent;
import dev.saga.inspect.SagaArchive;
import dev.saga.inspect.SagaInFlight;
import dev.saga.inspect.StoredEvent;
import dev.saga.inspect.StoredSaga;
import dev.saga.orchestrator.StoreUnavailable;
import dev.saga.runner.config.OrNone;
import dev.saga.runner.config.Secret;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpFrontTest {
    private final AtomicReference<List<Readiness.Check>> checks =
            new AtomicReference<>(List.of(Readiness.Check.up("postgres"), Readiness.Check.up("kafka")));
    private HttpFront server;
    private Client client;

    @BeforeEach
    void serve() throws IOException {
        server = Bookings.serve(routes(new Broken()), OrNone.of(Secret.of("sésame")));
        client = new Client(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private List<Route> routes(SagaArchive<BookingEvent> archive) {
        var routes = new ArrayList<>(new Bookings().routes(archive));
        routes.addAll(new HealthEndpoints(checks::get).routes());
        routes.addAll(new MetricsEndpoint(() -> "saga_started_total{saga=\"booking\"} 0.0\n").routes());
        routes.add(new Route("POST", "/api/things/{id}/retry", request -> Response.json(200, done(request))));
        routes.add(Route.get("/api/things/{id}/retry", request -> Response.json(200, done(request))));
        return routes;
    }

    private static byte[] done(Request request) {
        return ("{\"done\":\"" + request.variable("id") + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aLiveProcessSaysSo() throws Exception {
        var response = client.get("/health/live");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"status\":\"up\"}");
    }

    @Test
    void readinessSaysWhichDependencyIsDownAndWhy() throws Exception {
        var ready = client.get("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body())
                .isEqualTo(
                        "{\"status\":\"up\",\"checks\":{\"postgres\":{\"status\":\"up\"},\"kafka\":{\"status\":\"up\"}}}");

        checks.set(List.of(Readiness.Check.up("postgres"), Readiness.Check.down("kafka", "no \"broker\" answers")));

        var down = client.get("/health/ready");
        assertThat(down.statusCode()).isEqualTo(503);
        assertThat(down.body()).isEqualTo("""
                {"status":"down","checks":{"postgres":{"status":"up"},\
                "kafka":{"status":"down","error":"no \\"broker\\" answers"}}}""");
    }

    @Test
    void metricsAreInThePrometheusFormat() throws Exception {
        var response = client.get("/metrics");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(response.body()).isEqualTo("saga_started_total{saga=\"booking\"} 0.0\n");
    }

    @Test
    void answersAreNeitherGuessedAtNorKept() throws Exception {
        for (String path : List.of("/health/live", "/api/sagas/away", "/nothing")) {
            var headers = client.get(path).headers();
            assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(headers.firstValue("Cache-Control")).contains("no-store");
        }
    }

    @Test
    void headIsGetWithoutTheBody() throws Exception {
        var response = client.send("HEAD", "/health/live");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Length")).contains("15");
        assertThat(response.body()).isEmpty();
        assertThat(client.send("HEAD", "/nothing").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST    | /api/sagas             | GET, HEAD",
                "DELETE  | /api/sagas/b-1         | GET, HEAD",
                "PUT     | /metrics               | GET, HEAD",
                "OPTIONS | /health/ready          | GET, HEAD",
                "BREW    | /health/live           | GET, HEAD",
                "DELETE  | /api/things/17/retry   | GET, HEAD, POST"
            })
    void anotherMethodIsRefusedWithThoseThatArePossible(String method, String path, String allow) throws Exception {
        var response = client.send(method, path);

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains(allow);
        assertThat(response.body())
                .isEqualTo("{\"error\":\"" + method + " is not possible here, only " + allow + "\"}");
    }

    @Test
    void aStoreThatDoesNotAnswerIsUnavailable() throws Exception {
        for (String path : List.of("/api/sagas", "/api/sagas/away")) {
            var response = client.get(path);
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body())
                    .isEqualTo("{\"error\":\"the database does not answer at the moment, try again later\"}");
        }
    }

    @Test
    void aHistoryThatCannotBeReplayedIsShownAsFarAsItCan() throws Exception {
        var response = client.get("/api/sagas/corrupt");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .contains(
                        "\"version\":0,\"problem\":\"the history of booking corrupt is corrupt at version 1 (StockRequested)")
                .endsWith("\"awaiting\":[],\"history\":[]}");
    }

    @Test
    void anUnexpectedFailureShowsNothingOfTheInside() throws Exception {
        var response = client.get("/api/sagas/surprise");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body())
                .isEqualTo("{\"error\":\"this failed for a reason that is in the log of the orchestrator\"}");
    }

    @Test
    void whatChangesAnythingNeedsTheToken() throws Exception {
        String path = "/api/things/17/retry";

        var without = client.send("POST", path);
        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(without.body()).startsWith("{\"error\":\"").doesNotContain("sésame");
        assertThat(client.send("GET", path).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization: Bearer sésame, 200",
        "authorization: bearer sésame, 200",
        "Authorization: Bearer sesame, 401",
        "Authorization: Bearer sésam, 401",
        "Authorization: Bearer, 401",
        "Authorization: sésame, 401",
        "Authorization: Basic sésame, 401"
    })
    void theTokenIsTheWholeToken(String header, int status) throws Exception {
        String answer = client.raw("POST /api/things/17/retry HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "Content-Length: 0\r\n" + header + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    }

    @Test
    void withoutAConfiguredTokenNothingCanBeChanged() throws Exception {
        try (var open = Bookings.serve(routes(new Broken()), OrNone.none())) {
            var response = new Client(open).send("POST", "/api/things/17/retry", "Authorization", "Bearer x");
            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(response.body()).contains("http.token");
        }
    }

    @Test
    void aBodyIsPassedOver() throws Exception {
        assertThat(client.post("/health/live", "x".repeat(1000)).statusCode()).isEqualTo(405);
        String withBody = client.raw(
                "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + "Content-Length: 4\r\n\r\nbody");
        assertThat(withBody).startsWith("HTTP/1.1 200 ").endsWith("{\"status\":\"up\"}");
    }

    @Test
    void theAnswerDoesNotWaitForABodyThatNeverComes() throws Exception {
        try (Socket socket = client.open("GET /health/live HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n")) {
            byte[] start = socket.getInputStream().readNBytes(12);
            assertThat(new String(start, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n\r\n",
                "GARBAGE\r\n\r\n",
                "GET\r\n\r\n",
                "GET  HTTP/1.1\r\n\r\n",
                "GET mailto:x HTTP/1.1\r\n\r\n",
                "GET * HTTP/1.1\r\n\r\n",
                "GET /api/sagas/%zz HTTP/1.1\r\n\r\n",
                "GET /api/sagas/%4 HTTP/1.1\r\n\r\n",
                "GET /health/live b HTTP/1.1\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nContent-Length: x\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "\u0016\u0003\u0001\u0002"
            })
    void garbageIsRefusedOrCutOffAndHarmsNobody(String garbage) throws Exception {
        try (Socket socket = client.open(garbage)) {
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(answer).matches("(?s)|HTTP/1.1 (200|400|404) .*");
        }

        assertThat(client.get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void rawUnicodeInTheAddressIsRefused() throws Exception {
        assertThat(client.raw("GET /api/sagas/\u00e4 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ");
    }

    @Test
    void stuckClientsHoldUpTheOthersOnlyForAWhile() throws Exception {
        var stuck = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 40; i++) {
                stuck.add(client.open("GET /health/live HT"));
            }
            assertThat(client.get("/health/live").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : stuck) {
                socket.close();
            }
        }
    }

    @Test
    void aTakenPortIsReportedWithItsReason() {
        assertThatThrownBy(() -> HttpFront.listen("127.0.0.1", server.port()))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot listen on 127.0.0.1:%d: Address already in use".formatted(server.port()));
    }

    @Test
    void whoConnectsBeforeItServesIsAnsweredWhenItDoes() throws Exception {
        try (HttpFront early = HttpFront.listen("127.0.0.1", 0)) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/health/live".formatted(early.port())))
                    .build();
            var answer = HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofString());

            early.serve(new Routes(new BearerToken(OrNone.none()), new HealthEndpoints(() -> List.of()).routes()));

            assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anUnknownHostIsReportedToo() {
        assertThatThrownBy(() -> HttpFront.listen("no-such-host.invalid", 0))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot listen on no-such-host.invalid:0: the host is not known");
    }

    @Test
    void whetherTheHostOrThePortIsWrongCanBeTold() {
        assertThat(HttpFront.canListenAt("127.0.0.1")).isTrue();
        assertThat(HttpFront.canListenAt("203.0.113.7")).isFalse();
        assertThat(HttpFront.canListenAt("no-such-host.invalid")).isFalse();
    }

    /** An archive in which every saga is a trouble of its own. */
    private static final class Broken implements SagaArchive<BookingEvent> {
        @Override
        public Optional<StoredSaga<BookingEvent>> find(String sagaId) {
            return switch (sagaId) {
                case "corrupt" ->
                    Optional.of(new StoredSaga<>(
                            "corrupt",
                            List.of(new StoredEvent<>(1, new BookingEvent.StockRequested(), "/shop#1", Instant.EPOCH)),
                            null));
                case "surprise" -> throw new IllegalStateException("password=secret");
                default -> throw new StoreUnavailable("connection refused", new IOException());
            };
        }

        @Override
        public List<SagaInFlight> inFlight(List<String> states, SagaInFlight.Place after, int most) {
            throw new StoreUnavailable("connection refused", new IOException());
        }

        @Override
        public Map<String, Long> inFlightByState() {
            return Map.of();
        }
    }
}
