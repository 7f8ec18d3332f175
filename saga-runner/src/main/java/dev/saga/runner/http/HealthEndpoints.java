package dev.saga.runner.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.saga.runner.json.JsonText;
import java.io.IOException;
import java.util.List;

/**
 * {@code /health/live}: the process answers. {@code /health/ready}: so does everything it depends on.
 *
 * @param readiness how the dependencies are doing
 */
public record HealthEndpoints(Readiness readiness) {

    /** Both places. */
    public List<Route> routes() {
        return List.of(Route.get("/health/live", request -> live()), Route.get("/health/ready", request -> ready()));
    }

    private Response live() {
        return Response.json(200, JsonText.object(json -> status(json, true)));
    }

    private Response ready() {
        List<Readiness.Check> checks = readiness.checks();
        boolean up = checks.stream().allMatch(Readiness.Check::isUp);
        return Response.json(up ? 200 : 503, JsonText.object(json -> {
            status(json, up);
            json.writeObjectFieldStart("checks");
            for (Readiness.Check check : checks) {
                json.writeObjectFieldStart(check.dependency());
                status(json, check.isUp());
                if (!check.isUp()) {
                    json.writeStringField("error", check.error());
                }
                json.writeEndObject();
            }
            json.writeEndObject();
        }));
    }

    private static void status(JsonGenerator json, boolean up) throws IOException {
        json.writeStringField("status", up ? "up" : "down");
    }
}
