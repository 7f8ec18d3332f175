package dev.saga.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.json.JacksonCodec;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.message.Outcome;
import dev.saga.observe.SagaObserver;
import dev.saga.orchestrator.Delivery;
import dev.saga.orchestrator.SagaOrchestrator;
import dev.saga.saga.Saga;
import dev.saga.sample.FaultySaga;
import dev.saga.sample.FaultySaga.Fault;
import dev.saga.sample.ParallelSaga;
import dev.saga.sample.ParcelEvent;
import dev.saga.sample.ParcelInput;
import dev.saga.sample.ParcelState;
import dev.saga.sample.Place;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of two instances with messages of one saga, one parks and one appends, and neither has committed: they take turns. */
class StuckSagaRaceTest {
    private static final Delivery<ParcelInput> SOUTH =
            delivery("south", new ParcelInput.PartSent(FaultySaga.ORDER, Place.SOUTH, 2));
    private static final Delivery<ParcelInput> NORTH =
            delivery("north", new ParcelInput.PartSent(FaultySaga.ORDER, Place.NORTH, 1));
    private static final Saga<ParcelState, ParcelInput, ParcelEvent> SOUND = new ParallelSaga();
    private static final Saga<ParcelState, ParcelInput, ParcelEvent> FAULTY =
            FaultySaga.at(Fault.DECIDE_ABOUT_THE_FIRST_PART);

    private final TestDatabase database = TestDatabase.create();
    private final ExecutorService others = Executors.newCachedThreadPool();

    @BeforeEach
    void givenAnOrder() {
        handle(SOUND, store(SOUND), delivery("placed", new ParcelInput.Ordered(FaultySaga.ORDER, "")));
    }

    @AfterEach
    void close() {
        others.shutdownNow();
        database.close();
    }

    @Test
    void a_message_that_comes_while_another_is_being_parked_waits_behind_it() throws Exception {
        assertThat(race(FAULTY, SOUTH, SOUND, NORTH)).containsExactly(Outcome.REJECTED, Outcome.REJECTED);

        assertThat(database.query(
                        "select string_agg(message_id || ' ' || attempts, ', ' order by id) from %s.dead_letter"))
                .isEqualTo("south 1, north 0");
        assertThat(database.query("select max(version) from %s.event")).isEqualTo("1");
    }

    @Test
    void a_message_that_is_to_be_parked_while_another_is_being_handled_is_judged_again() throws Exception {
        assertThat(race(SOUND, NORTH, FAULTY, SOUTH)).containsExactly(Outcome.APPLIED, Outcome.APPLIED);

        assertThat(database.query("select count(*) from %s.dead_letter")).isEqualTo("0");
        assertThat(database.query("select string_agg(distinct message_id, ', ') from %s.event where version > 1"))
                .isEqualTo("north, south");
    }

    /** What two instances make of their messages, the second while the first has not committed. */
    private List<Outcome> race(
            Saga<ParcelState, ParcelInput, ParcelEvent> first,
            Delivery<ParcelInput> firstMessage,
            Saga<ParcelState, ParcelInput, ParcelEvent> second,
            Delivery<ParcelInput> secondMessage)
            throws Exception {
        Outcome ofFirst;
        Future<Outcome> ofSecond;
        try (Connection uncommitted = database.pool().getConnection()) {
            uncommitted.setAutoCommit(false);
            ofFirst = handle(first, store(first).within(uncommitted), firstMessage);
            ofSecond = comes(second, secondMessage);
            uncommitted.commit();
        }
        return List.of(ofFirst, ofSecond.get(30, TimeUnit.SECONDS));
    }

    /** Another instance takes a message, and is left where it waits for the one that has not committed. */
    private Future<Outcome> comes(Saga<ParcelState, ParcelInput, ParcelEvent> saga, Delivery<ParcelInput> delivery) {
        Future<Outcome> outcome = others.submit(() -> handle(saga, store(saga), delivery));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (database.query("select count(*) from pg_locks where not granted").equals("0")) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("the second does not wait for the first");
            }
            Thread.onSpinWait();
        }
        return outcome;
    }

    private PostgresStore<ParcelEvent> store(Saga<ParcelState, ParcelInput, ParcelEvent> saga) {
        return PostgresStore.on(database.pool(), TestDatabase.SCHEMA, saga, new JacksonCodec());
    }

    private static Outcome handle(
            Saga<ParcelState, ParcelInput, ParcelEvent> saga,
            PostgresStore<ParcelEvent> store,
            Delivery<ParcelInput> delivery) {
        return new SagaOrchestrator<>(saga, store, SagaObserver.NONE, 0)
                .handle(List.of(delivery))
                .get(0);
    }

    private static Delivery<ParcelInput> delivery(String identity, ParcelInput input) {
        return new Delivery<>(
                Inbound.internal(MessageId.of(identity), "test", ""),
                new Delivery.Understood<>(input.orderId(), input));
    }
}
