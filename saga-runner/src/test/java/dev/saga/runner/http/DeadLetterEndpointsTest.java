package dev.saga.runner.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.booking.Product;
import dev.saga.message.Header;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.runner.config.OrNone;
import dev.saga.runner.config.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterEndpointsTest {
    private static final String[] TOKEN = {"Authorization", "Bearer sesame"};
    private static final String RESERVED = "{\"bookingId\":\"b-1\",\"productId\":\"chair\",\"quantity\":2,\"price\":1}";

    private final Bookings bookings = new Bookings();
    private final AtomicInteger recorded = new AtomicInteger();
    private HttpFront server;
    private Client client;

    @BeforeEach
    void serve() throws IOException {
        var endpoints = new DeadLetterEndpoints(bookings.desk(), recorded::incrementAndGet);
        server = Bookings.serve(endpoints.routes(), OrNone.of(Secret.of("sesame")));
        client = new Client(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void withoutDeadLettersTheListIsEmpty() throws Exception {
        assertThat(client.get("/api/dead-letters").body()).isEqualTo("{\"deadLetters\":[]}");
    }

    @Test
    void aDeadLetterIsListedWithWhereItCameFromAndWhy() throws Exception {
        bookings.receive(reserved("/stock#1", text(RESERVED)));
        bookings.receive(new Inbound(MessageId.of("t/3/9"), "", "t", 3, 9, List.of(), new byte[] {0, 1}, null, ""));

        assertThat(client.get("/api/dead-letters").body()).isEqualTo("""
                {"deadLetters":[\
                {"id":1,"sagaId":"b-1","messageId":"/stock#1","topic":"prod.reserved","partition":4,"offset":17,\
                "key":"b-1","keyEncoding":"text","type":"product.reserved","reason":"unknown-saga",\
                "detail":"no booking of this id was created","attempts":1,\
                "firstFailedAt":"2024-01-01T00:00:00Z","lastFailedAt":"2024-01-01T00:00:00Z"},\
                {"id":2,"messageId":"t/3/9","topic":"t","partition":3,"offset":9,\
                "key":"AAE=","keyEncoding":"base64","reason":"malformed","detail":"it has no value (a tombstone)",\
                "attempts":1,"firstFailedAt":"2024-01-01T00:00:00Z","lastFailedAt":"2024-01-01T00:00:00Z"}]}""");
    }

    @Test
    void oneDeadLetterIsShownWithHeadersAndValue() throws Exception {
        bookings.receive(reserved("/stock#1", text("{\r\n\t\"é\"")));

        assertThat(client.get("/api/dead-letters/1").body())
                .startsWith("{\"id\":1,\"messageId\":\"/stock#1\",")
                .endsWith("""
                        "headers":[{"name":"ce_id","value":"1","encoding":"text"},\
                        {"name":"raw","value":"/w==","encoding":"base64"},\
                        {"name":"none","value":"","encoding":"text"}],\
                        "value":"{\\r\\n\\t\\"é\\"","encoding":"text"}""");
    }

    @Test
    void aValueThatIsNoTextIsShownInBase64AndATombstoneAsNull() throws Exception {
        bookings.receive(reserved("/stock#1", new byte[] {'{', 0, (byte) 0xFF}));
        bookings.receive(reserved("/stock#2", text("{\u001b[2J")));
        bookings.receive(reserved("/stock#3", null));

        assertThat(client.get("/api/dead-letters/1").body()).endsWith("\"value\":\"ewD/\",\"encoding\":\"base64\"}");
        assertThat(client.get("/api/dead-letters/2").body())
                .endsWith("\"value\":\"extbMko=\",\"encoding\":\"base64\"}");
        assertThat(client.get("/api/dead-letters/3").body()).endsWith("\"value\":null}");
    }

    @Test
    void aRetryThatIsAppliedTakesTheLetterAway() throws Exception {
        bookings.receive(reserved("/stock#1", text(RESERVED)));
        bookings.created("b-1", new Product("chair", 2));

        var response = client.send("POST", "/api/dead-letters/1/retry", TOKEN);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"outcome\":\"applied\"}");
        assertThat(recorded).hasValue(1);
        assertThat(client.get("/api/dead-letters/1").statusCode()).isEqualTo(404);
        assertThat(client.send("POST", "/api/dead-letters/1/retry", TOKEN).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aRetryOfWhatIsKnownByNowIsIgnored() throws Exception {
        bookings.receive(reserved("/stock#1", text(RESERVED)));
        bookings.created("b-1", new Product("chair", 2));
        bookings.reserved("b-1", "chair", 2, "1.0");

        assertThat(client.send("POST", "/api/dead-letters/1/retry", TOKEN).body())
                .isEqualTo("{\"outcome\":\"ignored\"}");
        assertThat(client.get("/api/dead-letters").body()).isEqualTo("{\"deadLetters\":[]}");
    }

    @Test
    void aRetryThatIsRefusedAgainIsAConflictAndTheLetterStays() throws Exception {
        bookings.receive(reserved("/stock#1", text(RESERVED)));
        bookings.created("b-1", new Product("table", 2));
        bookings.passes(Duration.ofMinutes(1));

        var response = client.send("POST", "/api/dead-letters/1/retry", TOKEN);

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(response.body()).isEqualTo("{\"error\":\"contradiction: product chair is not in this booking\"}");
        assertThat(recorded).hasValue(0);
        assertThat(client.get("/api/dead-letters").body())
                .contains(
                        "\"reason\":\"contradiction\",\"detail\":\"product chair is not in this booking\",\"attempts\":2")
                .contains("\"firstFailedAt\":\"2024-01-01T00:00:00Z\",\"lastFailedAt\":\"2024-01-01T00:01:00Z\"");
    }

    @Test
    void aLetterBehindWhatItsBookingIsStuckAtIsAConflict() throws Exception {
        bookings.created("b-1", new Product("chair", 2));
        bookings.parked("b-1", reserved("/stock#1", text(RESERVED)));
        bookings.receive(reserved("/stock#2", text(RESERVED)));

        var response = client.send("POST", "/api/dead-letters/2/retry", TOKEN);

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(response.body()).isEqualTo("{\"error\":\"dead letter 1 of this booking comes first\"}");
        assertThat(client.get("/api/dead-letters").body())
                .contains("\"detail\":\"it waits behind dead letter 1 of this saga\",\"attempts\":0")
                .containsOnlyOnce("\"retryAt\":\"2024-01-01T00:00:0");
        assertThat(client.send("POST", "/api/dead-letters/1/retry", TOKEN).body())
                .isEqualTo("{\"outcome\":\"applied\"}");
        assertThat(client.send("POST", "/api/dead-letters/2/retry", TOKEN).body())
                .isEqualTo("{\"outcome\":\"ignored\"}");
    }

    @Test
    void aValueThatWasTooLargeIsShownInPartAndCannotBeRetried() throws Exception {
        bookings.receive(reserved("/stock#1", new byte[5 << 20]));

        var response = client.send("POST", "/api/dead-letters/1/retry", TOKEN);

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(response.body()).startsWith("{\"error\":\"too-large: its value was too large to be kept");
        assertThat(client.get("/api/dead-letters/1").body())
                .contains("5242880 bytes", "the first 16384", "\"attempts\":1")
                .hasSizeLessThan(32 << 10);
    }

    @Test
    void aDiscardedLetterIsGone() throws Exception {
        bookings.receive(reserved("/stock#1", text("{")));

        var response = client.send("DELETE", "/api/dead-letters/1", TOKEN);

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().firstValue("Content-Type")).isEmpty();
        assertThat(response.headers().firstValue("Content-Length")).isEmpty();
        assertThat(client.send("DELETE", "/api/dead-letters/1", TOKEN).statusCode())
                .isEqualTo(404);
        assertThat(client.get("/api/dead-letters").body()).isEqualTo("{\"deadLetters\":[]}");
    }

    @ParameterizedTest
    @CsvSource({"POST, /api/dead-letters/1/retry", "DELETE, /api/dead-letters/1"})
    void whatChangesAnythingNeedsTheToken(String method, String path) throws Exception {
        bookings.receive(reserved("/stock#1", text("{")));

        assertThat(client.send(method, path).statusCode()).isEqualTo(401);
        assertThat(client.send(method, path, "Authorization", "Bearer other").statusCode())
                .isEqualTo(401);
        try (var closed = Bookings.serve(
                new DeadLetterEndpoints(bookings.desk(), recorded::incrementAndGet).routes(), OrNone.none())) {
            assertThat(new Client(closed).send(method, path, TOKEN).statusCode())
                    .isEqualTo(403);
        }

        assertThat(client.get("/api/dead-letters/1").body()).contains("\"attempts\":1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "0", "-1", "01", "abc", "1%00", "99999999999999999999", "1.0", "%D9%A1"})
    void anIdThatNoLetterHasIsNotFound(String id) throws Exception {
        bookings.receive(reserved("/stock#1", text("{")));

        assertThat(client.get("/api/dead-letters/" + id).statusCode()).isEqualTo(404);
        assertThat(client.send("DELETE", "/api/dead-letters/" + id, TOKEN).statusCode())
                .isEqualTo(404);
        var retried = client.send("POST", "/api/dead-letters/" + id + "/retry", TOKEN);
        assertThat(retried.statusCode()).isEqualTo(404);
        assertThat(retried.body()).startsWith("{\"error\":\"there is no dead letter with the id ");
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() throws Exception {
        for (int i = 1; i <= 5; i++) {
            bookings.receive(reserved("/stock#" + i, text("{")));
        }

        var seen = new ArrayList<String>();
        int pages = 0;
        for (String next = ""; next != null; pages++) {
            String body = client.get("/api/dead-letters?limit=2" + (next.isEmpty() ? "" : "&cursor=" + next))
                    .body();
            Matcher id = Pattern.compile("\"id\":(\\d+)").matcher(body);
            while (id.find()) {
                seen.add(id.group(1));
            }
            Matcher found = Pattern.compile("\"next\":\"([^\"]+)\"").matcher(body);
            next = found.find() ? found.group(1) : null;
        }

        assertThat(seen).containsExactly("1", "2", "3", "4", "5");
        assertThat(pages).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?limit=0",
                "?limit=1001",
                "?limit=x",
                "?state=CREATED",
                "?cursor=abc",
                "?cursor=bGV0dGVyIDA",
                "?cursor=bGV0dGVyIC0x",
                "?cursor=bGV0dGVyIDE%3D"
            })
    void whatIsMalformedIsRefused(String query) throws Exception {
        var response = client.get("/api/dead-letters" + query);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).startsWith("{\"error\":\"");
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Inbound reserved(String identity, byte @Nullable [] value) {
        var headers = List.of(
                new Header("ce_id", text("1")), new Header("raw", new byte[] {-1}), new Header("none", new byte[] {}));
        return new Inbound(
                MessageId.of(identity), "product.reserved", "prod.reserved", 4, 17, headers, text("b-1"), value, "");
    }
}
