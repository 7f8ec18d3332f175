package dev.saga.runner;

import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingState;
import dev.saga.inspect.SagaArchive;
import dev.saga.runner.config.HttpConfig;
import dev.saga.runner.http.BearerToken;
import dev.saga.runner.http.DeadLetterEndpoints;
import dev.saga.runner.http.HealthEndpoints;
import dev.saga.runner.http.HttpFront;
import dev.saga.runner.http.MetricsEndpoint;
import dev.saga.runner.http.Readiness.Check;
import dev.saga.runner.http.Route;
import dev.saga.runner.http.Routes;
import dev.saga.runner.http.SagaEndpoints;
import dev.saga.runner.json.SagaJson;
import dev.saga.saga.Saga;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What this process serves over HTTP. */
final class Http {
    private Http() {}

    /** @throws StartupFailure if the port cannot be had */
    static HttpFront start(
            HttpConfig.Listening config,
            Saga<BookingState, BookingInput, BookingEvent> saga,
            SagaArchive<BookingEvent> archive,
            DeadLetterEndpoints deadLetters,
            Checks checks,
            Telemetry telemetry) {
        var routes = new ArrayList<Route>();
        routes.addAll(new HealthEndpoints(
                        () -> List.of(check("postgres", checks.postgres()), check("kafka", checks.kafka())))
                .routes());
        routes.addAll(new MetricsEndpoint(telemetry::scrape).routes());
        routes.addAll(
                new SagaEndpoints<>(saga, archive, new SagaJson<>(saga, Bookings.CODEC), Bookings.STATES_IN_FLIGHT)
                        .routes());
        routes.addAll(deadLetters.routes());
        try {
            return HttpFront.start(config.host(), config.port(), new Routes(new BearerToken(config.token()), routes));
        } catch (IOException e) {
            throw new StartupFailure("http.port", String.valueOf(e.getMessage()));
        }
    }

    private static Check check(String dependency, Optional<String> problem) {
        return problem.map(error -> Check.down(dependency, error)).orElseGet(() -> Check.up(dependency));
    }
}
