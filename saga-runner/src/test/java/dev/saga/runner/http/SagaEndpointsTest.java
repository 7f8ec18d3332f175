package dev.saga.runner.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.booking.BookingInput.PaymentCompleted;
import dev.saga.booking.BookingInput.PaymentFailed;
import dev.saga.booking.Product;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.runner.config.OrNone;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SagaEndpointsTest {
    private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");
    private static final Pattern COMMAND_ID = Pattern.compile("\"id\":\"[0-9a-f-]{36}\"");

    private final Bookings bookings = new Bookings();
    private HttpFront server;
    private Client client;

    @BeforeEach
    void serve() throws IOException {
        server = Bookings.serve(bookings.routes(), OrNone.none());
        client = new Client(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aSagaInFlightIsShownWithWhatItWaitsForAndItsWholeHistory() throws Exception {
        bookings.created("b-1", new Product("p-1", 2), new Product("p-2", 1));
        bookings.passes(Duration.ofMillis(1500));
        bookings.reserved("b-1", "p-2", 1, "0.5");

        var response = client.get("/api/sagas/b-1");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(withoutCommandIds(response)).isEqualTo("""
                {"sagaId":"b-1","sagaType":"booking","state":"WAITING_STOCK","version":3,\
                "startedAt":"2024-01-01T00:00:00Z","updatedAt":"2024-01-01T00:00:01.500Z",\
                "dueAt":"2024-01-01T00:15:00Z",\
                "awaiting":[{"command":"saga.request_stock","productId":"p-1","since":"2024-01-01T00:00:00Z"}],\
                "history":[\
                {"version":1,"event":"BookingCreated","at":"2024-01-01T00:00:00Z","causedBy":"/shop#1",\
                "state":"CREATED","data":{"bookingId":"b-1","userId":"ada","products":\
                [{"productId":"p-1","quantity":2},{"productId":"p-2","quantity":1}]},"commands":[]},\
                {"version":2,"event":"StockRequested","at":"2024-01-01T00:00:00Z","causedBy":"/shop#1",\
                "state":"WAITING_STOCK","data":{},\
                "commands":[\
                {"id":"","type":"saga.request_stock","data":{"bookingId":"b-1","productId":"p-1","quantity":2}},\
                {"id":"","type":"saga.request_stock","data":{"bookingId":"b-1","productId":"p-2","quantity":1}}]},\
                {"version":3,"event":"StockReserved","at":"2024-01-01T00:00:01.500Z","causedBy":"/shop#2",\
                "state":"WAITING_STOCK","data":{"productId":"p-2","quantity":1,"price":"0.5"},"commands":[]}]}""");
    }

    @Test
    void theIdsOfTheCommandsAreThoseThatWerePublished() throws Exception {
        bookings.created("b-1", new Product("p-1", 2));

        String published = bookings.store.pending(1).get(0).id().toString();

        assertThat(client.get("/api/sagas/b-1").body())
                .contains("\"commands\":[{\"id\":\"" + published + "\",\"type\":\"saga.request_stock\"");
    }

    @Test
    void aStuckSagaSaysSinceWhenAtWhatAndHowManyMessagesWait() throws Exception {
        bookings.created("b-1", new Product("p-1", 2));
        bookings.created("b-2", new Product("p-1", 2));
        bookings.passes(Duration.ofSeconds(1));
        bookings.parked("b-1", Inbound.internal(MessageId.of("m-1"), "product.reserved", ""));
        bookings.reserved("b-1", "p-1", 2, "5.00");
        bookings.reserved("b-1", "p-1", 2, "5.00");

        String stuck = "\"stuck\":{\"since\":\"2024-01-01T00:00:01Z\",\"deadLetter\":1,\"waiting\":2}";
        assertThat(client.get("/api/sagas/b-1").body())
                .contains("\"dueAt\":\"2024-01-01T00:15:00Z\"," + stuck + ",\"awaiting\":[");
        assertThat(client.get("/api/sagas").body())
                .contains(stuck + "},{\"sagaId\":\"b-2\"")
                .containsOnlyOnce("stuck");
        assertThat(client.get("/api/sagas/b-2").body()).doesNotContain("stuck", "problem");
    }

    @Test
    void anAwaitedPaymentNamesNoProduct() throws Exception {
        bookings.created("b-1", new Product("p-1", 2));
        bookings.reserved("b-1", "p-1", 2, "5.00");

        assertThat(client.get("/api/sagas/b-1").body())
                .contains("\"awaiting\":[{\"command\":\"saga.request_payment\",\"since\":\"2024-01-01T00:00:00Z\"}]")
                .contains("\"data\":{\"bookingId\":\"b-1\",\"totalPrice\":\"10.00\"}");
    }

    @Test
    void anEndedSagaAwaitsNothingAndSaysWhenItEnded() throws Exception {
        bookings.created("b-1", new Product("p-1", 2));
        bookings.reserved("b-1", "p-1", 2, "5.00");
        bookings.passes(Duration.ofSeconds(3));
        bookings.deliver(new PaymentCompleted("b-1", "pay-1", ""));

        assertThat(client.get("/api/sagas/b-1").body()).startsWith("""
                {"sagaId":"b-1","sagaType":"booking","state":"COMPLETED","version":4,\
                "startedAt":"2024-01-01T00:00:00Z","updatedAt":"2024-01-01T00:00:03Z","endedAt":"2024-01-01T00:00:03Z",\
                "awaiting":[],"history":[""");
    }

    @ParameterizedTest
    @CsvSource({
        "a/b, a%2Fb",
        "a b, a%20b",
        "a+b, a+b",
        "a+b, a%2Bb",
        "ä-ü-漢-😀, %C3%A4-%C3%BC-%E6%BC%A2-%F0%9F%98%80",
        "100%, 100%25",
        "a?b#c, a%3Fb%23c",
        "'{\"a\"}', %7B%22a%22%7D",
        "b, %62"
    })
    void anyIdCanBeAskedForPercentEncoded(String bookingId, String encoded) throws Exception {
        bookings.created(bookingId, new Product("p-1", 1));

        var response = client.get("/api/sagas/" + encoded);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).startsWith("{\"sagaId\":\"" + bookingId.replace("\"", "\\\"") + "\",");
    }

    @Test
    void anUnknownSagaIsNotFound() throws Exception {
        var response = client.get("/api/sagas/b-9");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("{\"error\":\"there is no booking saga with the id b-9\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/sagas/", "/api/sagas/%00", "/api/sagas/a%0Ab", "/api/sagas/a/b", "/api", "/nothing"})
    void whereNoSagaCanBeThereIsNothing(String path) throws Exception {
        var response = client.get(path);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).startsWith("{\"error\":\"").endsWith("\"}");
    }

    @Test
    void sagasInFlightAreListedTheLongestWaitingFirst() throws Exception {
        bookings.created("waits-for-stock", new Product("p-1", 1));
        bookings.passes(Duration.ofMinutes(1));
        bookings.created("waits-for-payment", new Product("p-1", 1));
        bookings.reserved("waits-for-payment", "p-1", 1, "1");
        bookings.created("ended", new Product("p-1", 1));
        bookings.reserved("ended", "p-1", 1, "1");
        bookings.deliver(new PaymentFailed("ended", "pay-1", "declined"));

        assertThat(client.get("/api/sagas").body()).isEqualTo("""
                {"sagas":[\
                {"sagaId":"waits-for-stock","sagaType":"booking","state":"WAITING_STOCK",\
                "since":"2024-01-01T00:00:00Z","dueAt":"2024-01-01T00:15:00Z"},\
                {"sagaId":"waits-for-payment","sagaType":"booking","state":"WAITING_PAYMENT",\
                "since":"2024-01-01T00:01:00Z"}]}""");
        assertThat(client.get("/api/sagas?state=WAITING_PAYMENT").body()).isEqualTo("""
                {"sagas":[{"sagaId":"waits-for-payment","sagaType":"booking","state":"WAITING_PAYMENT",\
                "since":"2024-01-01T00:01:00Z"}]}""");
        assertThat(client.get("/api/sagas?state=COMPENSATING").body()).isEqualTo("{\"sagas\":[]}");
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() throws Exception {
        List<String> ids = List.of("a", "b/1", "c d", "d-ü", "e");
        for (String id : ids) {
            bookings.created(id, new Product("p-1", 1));
        }

        var seen = new ArrayList<String>();
        String path = "/api/sagas?limit=2";
        int pages = 0;
        for (String next = ""; next != null; pages++) {
            String body =
                    client.get(path + (next.isEmpty() ? "" : "&cursor=" + next)).body();
            Matcher id = Pattern.compile("\"sagaId\":\"([^\"]+)\"").matcher(body);
            while (id.find()) {
                seen.add(id.group(1));
            }
            Matcher found = NEXT.matcher(body);
            next = found.find() ? found.group(1) : null;
        }

        assertThat(seen).containsExactlyElementsOf(ids);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void thePageThatHoldsTheLastSagaNamesNoNext() throws Exception {
        bookings.created("a", new Product("p-1", 1));
        bookings.created("b", new Product("p-1", 1));

        assertThat(client.get("/api/sagas?limit=2").body()).doesNotContain("next");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/sagas?limit=0       | limit should be a whole number from 1 to 1000, but was '0'",
                "/api/sagas?limit=1001    | limit should be a whole number from 1 to 1000, but was '1001'",
                "/api/sagas?limit=-1      | limit should be a whole number from 1 to 1000, but was '-1'",
                "/api/sagas?limit=+1      | limit should be a whole number from 1 to 1000, but was '+1'",
                "/api/sagas?limit=1.0     | limit should be a whole number from 1 to 1000, but was '1.0'",
                "/api/sagas?limit=99999999999 | limit should be a whole number from 1 to 1000, but was '99999999999'",
                "/api/sagas?limit=%D9%A3  | limit should be a whole number from 1 to 1000, but was '٣'",
                "/api/sagas?limit=        | the parameter limit has no value",
                "/api/sagas?limit         | the parameter limit has no value",
                "/api/sagas?limit=1&limit=1 | the parameter limit is there twice",
                "/api/sagas?state=        | the parameter state has no value",
                "/api/sagas?state=COMPLETED | state should be one in which sagas are in flight (CREATED, WAITING_STOCK, WAITING_PAYMENT, COMPENSATING), but was 'COMPLETED'",
                "/api/sagas?state=waiting_stock | state should be one in which sagas are in flight (CREATED, WAITING_STOCK, WAITING_PAYMENT, COMPENSATING), but was 'waiting_stock'",
                "/api/sagas?State=WAITING_STOCK | the parameter 'State' is not understood here, these are: state, limit, cursor",
                "/api/sagas?page=2        | the parameter 'page' is not understood here, these are: state, limit, cursor",
                "/api/sagas?limit=1&      | the parameter '' is not understood here, these are: state, limit, cursor",
                "/api/sagas?cursor=       | the parameter cursor has no value",
                "/api/sagas?cursor=abc    | the cursor is none that a page of this list gave as 'next'",
                "/api/sagas?cursor=%C3%A4 | the cursor is none that a page of this list gave as 'next'",
                "/api/sagas?limit=%FF     | the address is not valid UTF-8 once percent-decoded",
                "/api/sagas/b-1?history=1 | the parameter 'history' is not understood here, none is",
                "/api/sagas/%FF           | the address is not valid UTF-8 once percent-decoded",
                "/api/sagas/%C0%AF        | the address is not valid UTF-8 once percent-decoded",
                "/api/sagas/%ED%A0%80     | the address is not valid UTF-8 once percent-decoded"
            })
    void whatIsMalformedIsRefusedInOneSentence(String path, String sentence) throws Exception {
        bookings.created("b-1", new Product("p-1", 1));

        var response = client.get(path);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.body()).isEqualTo("{\"error\":\"" + sentence + "\"}");
    }

    private static String withoutCommandIds(HttpResponse<String> response) {
        return COMMAND_ID.matcher(response.body()).replaceAll("\"id\":\"\"");
    }
}
