package dev.saga.runner;

import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingState;
import dev.saga.runner.config.HttpConfig;
import dev.saga.runner.http.BearerToken;
import dev.saga.runner.http.ConsoleEndpoints;
import dev.saga.runner.http.DeadLetterEndpoints;
import dev.saga.runner.http.HealthEndpoints;
import dev.saga.runner.http.HttpFront;
import dev.saga.runner.http.MetricsEndpoint;
import dev.saga.runner.http.Readiness.Check;
import dev.saga.runner.http.Route;
import dev.saga.runner.http.Routes;
import dev.saga.runner.http.SagaEndpoints;
import dev.saga.runner.http.Turnstile;
import dev.saga.runner.json.SagaJson;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What this process serves over HTTP, from {@link #listen} until {@link #close}. */
final class Http implements AutoCloseable {
    private static final int MOST_READERS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpConfig.Listening config;
    private final HttpFront front;

    private Http(HttpConfig.Listening config, HttpFront front) {
        this.config = config;
        this.front = front;
    }

    /**
     * Takes the port; who connects waits for {@link #serve}.
     *
     * @throws StartupFailure if it cannot be had
     */
    static Http listen(HttpConfig.Listening config) {
        try {
            return new Http(config, HttpFront.listen(config.host(), config.port()));
        } catch (IOException e) {
            String key = HttpFront.canListenAt(config.host()) ? "http.port" : "http.host";
            throw new StartupFailure(key, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Answers from now on.
     *
     * @param connections how many connections the pool has; readers get few of them
     */
    void serve(
            int connections,
            SagaEndpoints<BookingState, BookingInput, BookingEvent> sagas,
            DeadLetterEndpoints deadLetters,
            Checks checks,
            Telemetry telemetry) {
        var routes = new ArrayList<Route>();
        routes.addAll(ConsoleEndpoints.routes());
        routes.addAll(new HealthEndpoints(
                        () -> List.of(check("postgres", checks.postgres()), check("kafka", checks.kafka())))
                .routes());
        routes.addAll(new MetricsEndpoint(telemetry::scrape).routes());
        var turnstile = new Turnstile(Math.max(1, Math.min(MOST_READERS, connections / 2)), PATIENCE);
        routes.addAll(turnstile.before(sagas.routes()));
        routes.addAll(turnstile.before(deadLetters.routes()));
        front.serve(new Routes(new BearerToken(config.token()), routes));
    }

    /** The port that it listens on. */
    int port() {
        return front.port();
    }

    @Override
    public void close() {
        front.close();
    }

    /** The sagas, as they are shown. */
    static SagaEndpoints<BookingState, BookingInput, BookingEvent> sagas(
            SagaTables<BookingState, BookingInput, BookingEvent> tables) {
        var json = new SagaJson<>(tables.saga(), tables.codec());
        return new SagaEndpoints<>(
                tables.saga(), tables.archive(), tables.stuckSagas(), json, Bookings.STATES_IN_FLIGHT);
    }

    private static Check check(String dependency, Optional<String> problem) {
        return problem.map(error -> Check.down(dependency, error)).orElseGet(() -> Check.up(dependency));
    }
}
