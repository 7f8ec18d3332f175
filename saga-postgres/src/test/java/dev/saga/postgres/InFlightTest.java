package dev.saga.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.saga.inspect.SagaInFlight;
import dev.saga.json.JacksonCodec;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.message.Outcome;
import dev.saga.observe.SagaObserver;
import dev.saga.orchestrator.Commit;
import dev.saga.orchestrator.Delivery;
import dev.saga.orchestrator.SagaOrchestrator;
import dev.saga.orchestrator.Standing;
import dev.saga.saga.RecordedEvent;
import dev.saga.sample.ParallelSaga;
import dev.saga.sample.ParcelEvent;
import dev.saga.sample.ParcelInput;
import dev.saga.sample.ParcelInput.Ordered;
import dev.saga.sample.ParcelInput.PartSent;
import dev.saga.sample.ParcelState;
import dev.saga.sample.Place;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is known of the sagas that have not ended, with one whose deadline outlives a change of state. */
class InFlightTest {
    private static final ParallelSaga SAGA = new ParallelSaga();
    private static final JacksonCodec CODEC = new JacksonCodec();

    private final TestDatabase database = TestDatabase.create();
    private final PostgresArchive<ParcelEvent> archive =
            new PostgresArchive<>(database.pool(), TestDatabase.SCHEMA, SAGA, CODEC);
    private final PostgresStore<ParcelEvent> store =
            PostgresStore.on(database.pool(), TestDatabase.SCHEMA, SAGA, CODEC);
    private final SagaOrchestrator<ParcelState, ParcelInput, ParcelEvent> parcels =
            new SagaOrchestrator<>(SAGA, store, SagaObserver.NONE, 100);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_deadline_outlives_a_change_of_state() {
        happens(new Ordered("o-1", "fragile"));
        SagaInFlight shipping = inFlight().get(0);

        happens(new PartSent("o-1", Place.NORTH, 1));

        assertThat(inFlight())
                .extracting(SagaInFlight::state, SagaInFlight::dueAt)
                .containsExactly(tuple("HALF_SHIPPED", shipping.dueAt()));
    }

    @Test
    void a_saga_that_starts_without_a_deadline_has_none_to_look_for() {
        var placed = new RecordedEvent<ParcelEvent>(1, new ParcelEvent.OrderPlaced("o-1", ""), List.of());

        store.commit(List.of(new Commit<>(
                "o-1",
                0,
                MessageId.of("1"),
                "",
                List.of(placed),
                List.of(),
                new Standing.InFlight("SHIPPING", Standing.Deadline.KEEP),
                List.of())));

        assertThat(database.query("select count(*) || ' with ' || count(due_at) from %s.in_flight"))
                .isEqualTo("1 with 0");
    }

    @Test
    void a_saga_that_is_missing_is_there_again_when_it_changes_its_state_though_without_the_deadline_that_is_lost() {
        happens(new Ordered("o-1", "fragile"));
        database.execute(TestDatabase.SCHEMA.in("delete from %s.in_flight"));

        happens(new PartSent("o-1", Place.NORTH, 1));

        assertThat(inFlight())
                .extracting(SagaInFlight::state, SagaInFlight::dueAt)
                .containsExactly(tuple("HALF_SHIPPED", null));
        assertThat(new PostgresDeadlines(database.pool(), TestDatabase.SCHEMA, SAGA.type()).due(10))
                .isEmpty();
    }

    private void happens(ParcelInput input) {
        var message = Inbound.internal(MessageId.of(input.toString()), "t", "");
        assertThat(parcels.handle(List.of(new Delivery<>(message, new Delivery.Understood<>(input.orderId(), input)))))
                .containsExactly(Outcome.APPLIED);
    }

    private List<SagaInFlight> inFlight() {
        return archive.inFlight(List.of(), SagaInFlight.Place.START, 10);
    }
}
