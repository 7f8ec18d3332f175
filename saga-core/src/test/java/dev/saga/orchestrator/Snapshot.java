package dev.saga.orchestrator;

import dev.saga.inspect.SagaInFlight;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Everything that a store shows of some sagas, to see that nothing has changed. */
record Snapshot(
        Map<String, ? extends SagaStream<?>> streams,
        List<UUID> waiting,
        List<SagaInFlight> inFlight,
        int deadLetters) {
    static final Snapshot EMPTY = new Snapshot(Map.of(), List.of(), List.of(), 0);

    static <E> Snapshot of(StoreFixture<E> fixture, String... sagaIds) {
        return new Snapshot(
                fixture.store().load(List.of(sagaIds)),
                fixture.waiting().stream().map(command -> command.id()).toList(),
                fixture.archive().inFlight(List.of(), SagaInFlight.Place.START, 1_000),
                fixture.deadLetters().size());
    }
}
