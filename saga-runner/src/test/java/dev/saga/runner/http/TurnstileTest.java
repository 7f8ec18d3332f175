package dev.saga.runner.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.runner.config.OrNone;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnstileTest {
    private final CountDownLatch inside = new CountDownLatch(2);
    private final Semaphore exit = new Semaphore(0);
    private final ExecutorService readers = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        exit.release(1_000);
        readers.shutdownNow();
    }

    private HttpFront serve(Duration patience) throws Exception {
        var slow = Route.get("/slow/{id}", request -> {
            inside.countDown();
            exit.acquireUninterruptibly();
            return Response.json(200, "{}".getBytes(StandardCharsets.UTF_8));
        });
        var routes = new ArrayList<>(new Turnstile(2, patience).before(List.of(slow)));
        routes.add(Route.get("/health/live", request -> Response.json(200, "{}".getBytes(StandardCharsets.UTF_8))));
        return Bookings.serve(routes, OrNone.none());
    }

    private List<Future<HttpResponse<String>>> ask(Client client, int times) {
        var answers = new ArrayList<Future<HttpResponse<String>>>();
        for (int i = 0; i < times; i++) {
            answers.add(readers.submit(() -> client.get("/slow/x")));
        }
        return answers;
    }

    @Test
    void readersBeyondThoseWhoFitAreSentAwayAndNobodyElseNotices() throws Exception {
        try (HttpFront server = serve(Duration.ZERO)) {
            var client = new Client(server);
            var first = ask(client, 2);
            inside.await();

            var third = client.get("/slow/x");
            assertThat(third.statusCode()).isEqualTo(503);
            assertThat(third.headers().firstValue("Retry-After")).contains("1");
            assertThat(third.body())
                    .isEqualTo("{\"error\":\"too many requests ask the database at the moment, try again\"}");
            assertThat(client.get("/health/live").statusCode()).isEqualTo(200);

            exit.release(2);
            for (var answer : first) {
                assertThat(answer.get().statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void aReaderWhoWaitsHasHisTurn() throws Exception {
        try (HttpFront server = serve(Duration.ofMinutes(1))) {
            var answers = ask(new Client(server), 6);
            inside.await();
            exit.release(6);

            for (var answer : answers) {
                assertThat(answer.get().statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void theLineIsShorterThanTheThreadsThatAnswer() throws Exception {
        try (HttpFront server = serve(Duration.ofMinutes(1))) {
            var client = new Client(server);
            var answers = new ExecutorCompletionService<Integer>(readers);
            for (int i = 0; i < 15; i++) {
                answers.submit(() -> client.get("/slow/x").statusCode());
            }

            assertThat(next(answers, 5)).containsOnly(503);
            assertThat(client.get("/health/live").statusCode()).isEqualTo(200);

            exit.release(15);
            assertThat(next(answers, 10)).contains(200).isSubsetOf(200, 503);
        }
    }

    private static List<Integer> next(CompletionService<Integer> answers, int count) throws Exception {
        var next = new ArrayList<Integer>();
        while (next.size() < count) {
            next.add(answers.take().get());
        }
        return next;
    }
}
