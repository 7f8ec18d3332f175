package dev.saga.sample;

import dev.saga.saga.Saga;
import java.time.Duration;
import java.util.List;

/** An order whose parts arrive from both places. */
public final class ParcelSample implements SagaSample<ParcelState, ParcelInput, ParcelEvent> {
    private final ParallelSaga saga = new ParallelSaga();

    @Override
    public Saga<ParcelState, ParcelInput, ParcelEvent> saga() {
        return saga;
    }

    @Override
    public List<ParcelInput> story(String sagaId) {
        return List.of(
                new ParcelInput.Ordered(sagaId, "by the door"),
                new ParcelInput.PartSent(sagaId, Place.SOUTH, 2),
                new ParcelInput.PartSent(sagaId, Place.NORTH, 1));
    }

    @Override
    public ParcelInput known(String sagaId) {
        return start(sagaId);
    }

    @Override
    public ParcelInput unexpected(String sagaId) {
        return new ParcelInput.PartSent(sagaId, Place.SOUTH, 2);
    }

    @Override
    public Duration deadline() {
        return ParallelSaga.REMIND_AFTER;
    }
}
