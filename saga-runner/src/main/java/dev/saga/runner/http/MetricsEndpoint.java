package dev.saga.runner.http;

import java.util.List;
import java.util.function.Supplier;

/**
 * {@code /metrics}, for Prometheus.
 *
 * @param scrape all series in Prometheus' text format
 */
public record MetricsEndpoint(Supplier<String> scrape) {
    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /** The one place. */
    public List<Route> routes() {
        return List.of(Route.get("/metrics", request -> Response.text(CONTENT_TYPE, scrape.get())));
    }
}
