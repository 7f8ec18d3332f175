package dev.saga.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.booking.BookingDeadlines;
import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingInput.BookingCreated;
import dev.saga.booking.BookingInput.PaymentCompleted;
import dev.saga.booking.BookingInput.PaymentFailed;
import dev.saga.booking.BookingInput.ProductReserved;
import dev.saga.booking.BookingInput.ReservationFailed;
import dev.saga.booking.BookingSaga;
import dev.saga.booking.BookingSaga.Phase;
import dev.saga.booking.BookingState;
import dev.saga.booking.Product;
import dev.saga.memory.InMemoryOrchestrator;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.observe.SagaObserver;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MicrometerObserverTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final SagaObserver observer = new MicrometerObserver(registry)
            .startAtZero("booking", List.of("stock", "payment", "deadline", "operator"), List.of("booking.created"));
    private final InMemoryOrchestrator<BookingState, BookingInput, BookingEvent> bookings = InMemoryOrchestrator.of(
            BookingSaga.create(new BookingDeadlines(Map.of(Phase.STOCK, Duration.ofMinutes(15)))), observer);

    @Test
    void seriesOfSagasBeginAtZero() {
        assertThat(samples())
                .contains(
                        "saga_started_total{saga=\"booking\"} 0.0",
                        "saga_completed_total{saga=\"booking\"} 0.0",
                        "saga_conflicts_total{saga=\"booking\"} 0.0",
                        "saga_failed_total{reason=\"stock\",saga=\"booking\"} 0.0",
                        "saga_failed_total{reason=\"payment\",saga=\"booking\"} 0.0",
                        "saga_failed_total{reason=\"deadline\",saga=\"booking\"} 0.0",
                        "saga_failed_total{reason=\"operator\",saga=\"booking\"} 0.0",
                        "saga_duration_seconds_count{saga=\"booking\"} 0",
                        "saga_step_seconds_count{outcome=\"applied\",step=\"booking.created\"} 0");
    }

    @Test
    void aConfirmedBookingIsStartedAndCompleted() {
        created("b-1");
        reserved("b-1");
        bookings.advance(Duration.ofSeconds(7));
        bookings.deliver(new PaymentCompleted("b-1", "pay-1", ""));

        assertThat(samples())
                .contains(
                        "saga_started_total{saga=\"booking\"} 1.0",
                        "saga_completed_total{saga=\"booking\"} 1.0",
                        "saga_duration_seconds_count{saga=\"booking\"} 1",
                        "saga_duration_seconds_sum{saga=\"booking\"} 7.0",
                        "saga_duration_seconds_bucket{saga=\"booking\",le=\"5.0\"} 0",
                        "saga_duration_seconds_bucket{saga=\"booking\",le=\"10.0\"} 1",
                        "saga_failed_total{reason=\"payment\",saga=\"booking\"} 0.0");
    }

    @Test
    void aFailureIsCountedByItsFirstCauseWhenCompensationStarts() {
        created("no-stock");
        bookings.deliver(new ReservationFailed("no-stock", "p-1", "sold out"));
        created("no-money");
        reserved("no-money");
        bookings.deliver(new PaymentFailed("no-money", "pay-1", "declined"));
        created("no-answer");
        bookings.advance(Duration.ofMinutes(15));

        assertThat(samples())
                .contains(
                        "saga_failed_total{reason=\"stock\",saga=\"booking\"} 1.0",
                        "saga_failed_total{reason=\"payment\",saga=\"booking\"} 1.0",
                        "saga_failed_total{reason=\"deadline\",saga=\"booking\"} 1.0",
                        "saga_failed_total{reason=\"operator\",saga=\"booking\"} 0.0",
                        "saga_completed_total{saga=\"booking\"} 0.0");
    }

    @Test
    void everyMessageIsTimedByItsNameAndOutcome() {
        observer.begin("booking", message("m-1", "booking.created")).committed(Reports.applied("booking.created"));

        assertThat(samples())
                .contains(
                        "saga_step_seconds_count{outcome=\"applied\",step=\"booking.created\"} 1",
                        "saga_step_seconds_bucket{outcome=\"applied\",step=\"booking.created\",le=\"30.0\"} 1",
                        "saga_step_seconds_bucket{outcome=\"applied\",step=\"booking.created\",le=\"+Inf\"} 1");
    }

    @Test
    void aStepTakesFromBeingTakenUpToBeingCommitted() {
        var clock = new MockClock();
        var meters = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);

        var step = new MicrometerObserver(meters).begin("booking", message("m-1", "booking.created"));
        clock.add(Duration.ofMillis(30));
        step.committed(Reports.applied("booking.created"));

        assertThat(meters.get("saga.step").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(30);
    }

    @Test
    void outcomesAreThoseOfTheContract() {
        created("b-1");
        bookings.deliver("once", new ProductReserved("b-1", "p-1", 2, new BigDecimal("5.00")));
        bookings.deliver("once", new ProductReserved("b-1", "p-1", 2, new BigDecimal("5.00")));
        bookings.deliver("again", new ProductReserved("b-1", "p-1", 2, new BigDecimal("5.00")));
        bookings.deliver("wrong", new ProductReserved("b-1", "p-1", 2, new BigDecimal("6.00")));

        assertThat(samples())
                .contains(
                        "saga_step_seconds_count{outcome=\"applied\",step=\"ProductReserved\"} 1",
                        "saga_step_seconds_count{outcome=\"duplicate\",step=\"ProductReserved\"} 1",
                        "saga_step_seconds_count{outcome=\"ignored\",step=\"ProductReserved\"} 1",
                        "saga_step_seconds_count{outcome=\"rejected\",step=\"ProductReserved\"} 1");
    }

    @Test
    void conflictsAreCounted() {
        observer.conflict("booking", 3);

        assertThat(samples()).contains("saga_conflicts_total{saga=\"booking\"} 3.0");
    }

    @Test
    void aStepThatWasNotCommittedIsInNoSeries() {
        var step = observer.begin("booking", message("m-1", "booking.created"));
        step.failed(new IllegalStateException("the store is away"));

        assertThat(samples())
                .filteredOn(sample -> sample.startsWith("saga_step_seconds_count"))
                .hasSize(4)
                .allMatch(sample -> sample.endsWith(" 0"));
    }

    @Test
    void aSecondKindOfSagaHasSeriesOfItsOwn() {
        observer.conflict("shipping", 1);

        assertThat(samples())
                .contains(
                        "saga_conflicts_total{saga=\"booking\"} 0.0",
                        "saga_conflicts_total{saga=\"shipping\"} 1.0",
                        "saga_started_total{saga=\"shipping\"} 0.0");
    }

    private void created(String bookingId) {
        bookings.deliver(new BookingCreated(bookingId, "ada", List.of(new Product("p-1", 2))));
    }

    private void reserved(String bookingId) {
        bookings.deliver(new ProductReserved(bookingId, "p-1", 2, new BigDecimal("5.00")));
    }

    private static Inbound message(String id, String type) {
        return Inbound.internal(MessageId.of(id), type, "");
    }

    private List<String> samples() {
        return registry.scrape().lines().filter(line -> !line.startsWith("#")).toList();
    }
}
