package dev.saga.runner.http;

import dev.saga.orchestrator.Answer;
import dev.saga.runner.json.DeadLetterJson;
import dev.saga.runner.operations.DeadLetterDesk;
import java.util.List;

/**
 * {@code /api/dead-letters}: those that are kept, the oldest first; {@code /api/dead-letters/{id}}: one of them, whole,
 * to look at or to discard; {@code /api/dead-letters/{id}/retry}: handles it again, and answers when that is durable.
 *
 * @param desk what is done with them
 * @param recorded called when a retry may have recorded commands
 */
public record DeadLetterEndpoints(DeadLetterDesk desk, Runnable recorded) {

    /** All of these places. */
    public List<Route> routes() {
        return List.of(
                Route.get("/api/dead-letters", this::list),
                Route.get("/api/dead-letters/{id}", this::find),
                new Route("DELETE", "/api/dead-letters/{id}", this::discard),
                new Route("POST", "/api/dead-letters/{id}/retry", this::retry));
    }

    private Response list(Request request) {
        var page = desk.page(request.parameters("limit", "cursor"));
        return Response.json(200, DeadLetterJson.page(page.items(), page.next()));
    }

    private Response find(Request request) {
        request.parameters();
        var letter = desk.find(request.variable("id")).orElseThrow(() -> unknown(request));
        return Response.json(200, DeadLetterJson.whole(letter));
    }

    private Response discard(Request request) {
        request.parameters();
        if (!desk.discard(request.variable("id"), request.remote())) {
            throw unknown(request);
        }
        return Response.nothing();
    }

    private Response retry(Request request) {
        request.parameters();
        Answer answer = desk.retry(request.variable("id"), request.remote()).orElseThrow(() -> unknown(request));
        if (answer instanceof Answer.Refused || answer instanceof Answer.Waits) {
            throw new HttpError(409, DeadLetterDesk.said(answer));
        }
        recorded.run();
        return Response.json(200, DeadLetterJson.outcome(DeadLetterDesk.said(answer)));
    }

    private static HttpError unknown(Request request) {
        return new HttpError(404, "there is no dead letter with the id " + request.variable("id"));
    }
}
