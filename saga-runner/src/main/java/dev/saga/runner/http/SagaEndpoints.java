package dev.saga.runner.http;

import dev.saga.deadletter.StuckSagas;
import dev.saga.inspect.SagaArchive;
import dev.saga.inspect.SagaHistory;
import dev.saga.inspect.SagaInFlight;
import dev.saga.orchestrator.MessageReader;
import dev.saga.runner.json.SagaJson;
import dev.saga.runner.operations.SagaList;
import dev.saga.saga.Saga;
import java.util.List;

/**
 * {@code /api/sagas/{id}}: one saga with its whole history. {@code /api/sagas}: those in flight, the one that has been
 * longest in its state first.
 *
 * @param saga the rules, by which histories are replayed
 * @param archive where sagas are looked up
 * @param stuckSagas which of them are stuck
 * @param json how they are shown
 * @param states the states in which a saga can be in flight
 * @param <S> the saga's states
 * @param <I> the saga's inputs
 * @param <E> the saga's events
 */
public record SagaEndpoints<S, I, E>(
        Saga<S, I, E> saga, SagaArchive<E> archive, StuckSagas stuckSagas, SagaJson<E> json, List<String> states) {
    public SagaEndpoints {
        states = List.copyOf(states);
    }

    /** Both places. */
    public List<Route> routes() {
        return List.of(Route.get("/api/sagas", this::list), Route.get("/api/sagas/{id}", this::find));
    }

    private Response find(Request request) {
        request.parameters();
        String id = request.variable("id");
        if (!MessageReader.canBeAnId(id)) {
            throw unknown(id);
        }
        var stored = archive.find(id).orElseThrow(() -> unknown(id));
        var stuck = stuckSagas.stuck(List.of(id)).get(id);
        return Response.json(200, json.history(SagaHistory.readable(saga, stored), stuck));
    }

    private Response list(Request request) {
        var page = new SagaList(archive, states).page(request.parameters("state", "limit", "cursor"));
        var ids = page.items().stream().map(SagaInFlight::sagaId).toList();
        return Response.json(200, json.inFlight(page.items(), stuckSagas.stuck(ids), page.next()));
    }

    private HttpError unknown(String id) {
        return new HttpError(404, "there is no %s saga with the id %s".formatted(saga.type(), id));
    }
}
