package dev.saga.runner.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.runner.Runner;
import dev.saga.runner.config.RunnerConfig;
import dev.saga.runner.system.Services.Heard;
import dev.saga.runner.system.Services.Said;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner in this process, on real servers. */
class RunnerSystemTest {
    private final Environment environment = Environment.fresh();
    private final List<AutoCloseable> open = new ArrayList<>();

    @TempDir
    private Path directory;

    private Services services;

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @Test
    void a_booking_is_reserved_paid_and_confirmed() throws Exception {
        Runner runner = given(Services::usual);

        services.say("booking.created", Services.booking("b/ü 😀", "p-1", "p-2", "p-3"));

        awaitUntil(() -> !services.heard("saga.confirm_booking").isEmpty());
        Heard payment = services.heard("saga.request_payment").get(0);
        assertThat(new BigDecimal(payment.body().path("totalPrice").asText())).isEqualTo(new BigDecimal("0.30"));
        assertThat(payment.headers())
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_source", "/saga/booking")
                .containsEntry("ce_type", "saga.request_payment")
                .containsEntry("ce_subject", "b/ü 😀")
                .containsEntry("ce_correlationid", "b/ü 😀")
                .containsEntry("content-type", "application/json");
        assertThat(get(runner, "/api/sagas/b%2F%C3%BC%20%F0%9F%98%80")).contains("\"state\":\"COMPLETED\"");
        awaitUntil(() -> get(runner, "/metrics").contains("saga_completed_total{saga=\"booking\"} 1.0"));
        assertThat(get(runner, "/health/ready")).startsWith("200");
    }

    @Test
    void a_product_that_is_missing_cancels_the_booking_and_releases_the_others() {
        given(Services::usual);

        services.say("booking.created", Services.booking("b-1", "p-1", "missing-2", "p-3"));

        awaitUntil(() -> services.heard("saga.release_stock").size() == 2);
        var ledger = new Ledger(services.heard());
        ledger.holds();
        assertThat(ledger.released("b-1")).containsExactlyInAnyOrder("p-1", "p-3");
        assertThat(services.heard("saga.cancel_booking")
                        .get(0)
                        .body()
                        .path("reason")
                        .asText())
                .contains("missing-2")
                .contains("out of stock");
        assertThat(services.heard("saga.request_payment")).isEmpty();
    }

    @Test
    void a_payment_that_fails_cancels_the_booking_and_releases_everything() {
        given(Services::usual);

        services.say("booking.created", Services.booking("poor-1", "p-1", "p-2"));

        awaitUntil(() -> services.heard("saga.release_stock").size() == 2);
        assertThat(services.heard("saga.cancel_booking")
                        .get(0)
                        .body()
                        .path("reason")
                        .asText())
                .contains("no money");
        new Ledger(services.heard()).holds();
    }

    @Test
    void a_reservation_that_comes_late_while_compensating_is_released() {
        given(command -> command.productId().equals("slow") ? List.of() : Services.usual(command));
        services.say("booking.created", Services.booking("b-1", "missing-1", "slow"));
        awaitUntil(() -> !services.heard("saga.cancel_booking").isEmpty());

        services.say(
                "product.reserved",
                Services.body("b-1").put("productId", "slow").put("quantity", 1).put("price", 7));

        awaitUntil(() -> services.heard("saga.release_stock").size() == 1);
        assertThat(new Ledger(services.heard()).released("b-1")).containsExactly("slow");
    }

    @Test
    void what_is_said_twice_has_one_effect_and_what_is_nonsense_has_none() throws Exception {
        Runner runner = given(command -> {
            var twice = new ArrayList<Said>(Services.usual(command));
            twice.addAll(Services.usual(command));
            return twice;
        });
        services.sayRaw("booking.created", "{\"bookingId\":");
        services.sayRaw("payment.completed", "{\"bookingId\":\"nobody\",\"paymentId\":\"p\"}");
        services.sayRaw("product.reserved", "\u0000");

        services.say("booking.created", Services.booking("b-1", "p-1"), Map.of("message-id", "m-1"));
        services.say("booking.created", Services.booking("b-1", "p-1"), Map.of("message-id", "m-1"));
        services.say("booking.created", Services.booking("b-1", "p-1"), Map.of("message-id", "m-2"));
        awaitUntil(() -> !services.heard("saga.confirm_booking").isEmpty());
        awaitUntil(() -> get(runner, "/metrics").contains("saga_dead_letters 3.0"));

        assertThat(services.heard()).hasSize(3);
        assertThat(get(runner, "/metrics"))
                .contains("saga_step_seconds_count{outcome=\"duplicate\",step=\"booking.created\"} 1")
                .contains("saga_step_seconds_count{outcome=\"ignored\",step=\"booking.created\"} 1");
    }

    @Test
    void a_trace_goes_on_in_the_commands_that_its_message_causes() {
        given(Services::usual);
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        services.say(
                "booking.created", Services.booking("b-1", "p-1"), Map.of("traceparent", trace, "message-id", "m-1"));

        awaitUntil(() -> !services.heard("saga.request_stock").isEmpty());
        Heard request = services.heard("saga.request_stock").get(0);
        assertThat(request.headers().get("traceparent")).contains("0af7651916cd43dd8448eb211c80319c");
        assertThat(request.headers()).containsEntry("ce_causationid", environment.topic("booking.created") + "#m-1");
    }

    @Test
    void two_runners_in_one_group_share_the_work_and_disagree_on_nothing() {
        given(Services::usual);
        start();
        var bookings = new ArrayList<String>();
        for (int i = 0; i < 200; i++) {
            String id = (i % 7 == 0 ? "poor-" : "b-") + i;
            bookings.add(id);
            services.say("booking.created", Services.booking(id, "p-1", i % 5 == 0 ? "missing" : "p-2"));
        }

        awaitUntil(() -> new Ledger(services.heard()).allEnded(bookings));
        new Ledger(services.heard()).holds();
    }

    @Test
    void a_deadline_cancels_what_is_not_answered_and_a_late_payment_is_refunded() {
        var properties = new ConcurrentHashMap<>(environment.properties());
        properties.put("saga.deadline.payment", "PT0.2S");
        open.add(Runner.start(RunnerConfig.of(properties, Map.of())));
        services = new Services(
                environment,
                command -> command.type().equals("saga.request_payment") ? List.of() : Services.usual(command));
        open.add(services);
        services.say("booking.created", Services.booking("b-1", "p-1"));

        awaitUntil(() -> !services.heard("saga.release_stock").isEmpty());
        assertThat(services.heard("saga.cancel_booking").get(0).headers().get("ce_causationid"))
                .startsWith("deadline/WAITING_PAYMENT/b-1/");
        services.say("payment.completed", Services.body("b-1").put("paymentId", "pay-1"));

        awaitUntil(() -> !services.heard("saga.refund_payment").isEmpty());
        assertThat(services.heard("saga.refund_payment")
                        .get(0)
                        .body()
                        .path("paymentId")
                        .asText())
                .isEqualTo("pay-1");
        new Ledger(services.heard()).holds();
    }

    @Test
    void what_is_cancelled_on_a_command_line_is_counted_by_the_process_that_publishes_it() {
        Runner runner = given(command -> List.of());
        services.say("booking.created", Services.booking("b-1", "p-1"));
        awaitUntil(() -> !services.heard("saga.request_stock").isEmpty());

        try (var cancel = RunnerProcess.command(
                directory, environment.properties(), "cancel", "b-1", "--reason", "changed their mind")) {
            assertThat(cancel.exitStatus()).as(cancel::output).isZero();
        }

        awaitUntil(() -> !services.heard("saga.cancel_booking").isEmpty());
        awaitUntil(
                () -> get(runner, "/metrics").contains("saga_failed_total{reason=\"operator\",saga=\"booking\"} 1.0"));
        assertThat(get(runner, "/metrics")).contains("saga_failed_total{reason=\"stock\",saga=\"booking\"} 0.0");
    }

    private Runner given(Function<Heard, List<Said>> answers) {
        Runner runner = start();
        services = new Services(environment, answers);
        open.add(services);
        return runner;
    }

    private Runner start() {
        Runner runner = Runner.start(RunnerConfig.of(environment.properties(), Map.of()));
        open.add(runner);
        return runner;
    }

    private void awaitUntil(BooleanSupplier so) {
        Await.until(Duration.ofSeconds(60), this::howManyOfEach, so);
    }

    private String howManyOfEach() {
        return "heard " + services.heard().stream().collect(Collectors.groupingBy(Heard::type, Collectors.counting()));
    }

    /** The status and the body. */
    private static String get(Runner runner, String path) {
        try {
            var uri = URI.create("http://127.0.0.1:" + runner.httpPort().getAsInt() + path);
            var answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException e) {
            throw new IllegalStateException(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(path, e);
        }
    }
}
