package dev.saga.postgres;

import static dev.saga.orchestrator.CommitOutcome.ALREADY_HANDLED;
import static dev.saga.orchestrator.CommitOutcome.COMMITTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saga.deadletter.DeadLetter;
import dev.saga.deadletter.DeadLetterReason;
import dev.saga.json.JacksonCodec;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.orchestrator.Commit;
import dev.saga.orchestrator.CommitOutcome;
import dev.saga.orchestrator.Standing;
import dev.saga.saga.OrchestratorAggregate;
import dev.saga.saga.RecordedEvent;
import dev.saga.saga.Saga;
import dev.saga.saga.Step;
import dev.saga.sample.FaultySaga;
import dev.saga.sample.ParallelSaga;
import dev.saga.sample.ParcelEvent;
import dev.saga.sample.ParcelInput;
import dev.saga.sample.ParcelState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One message is handled by two instances at once, and neither has committed. Whatever each makes of it, the second waits
 * for the first, and then finds that it has been handled, or that it is its turn.
 */
class SameMessageRaceTest {
    private static final Saga<ParcelState, ParcelInput, ParcelEvent> SAGA = new ParallelSaga();
    private static final MessageId MESSAGE = MessageId.of("the message");
    private static final int PATIENCE = 30;

    private final TestDatabase database = TestDatabase.create();
    private final ExecutorService others = Executors.newCachedThreadPool();
    private final PostgresStore<ParcelEvent> store =
            PostgresStore.on(database.pool(), TestDatabase.SCHEMA, SAGA, new JacksonCodec());

    /** What an instance makes of the message. */
    enum Verdict {
        APPLIED,
        IGNORED,
        REJECTED,
        PARKED,
        PARKED_UNJUDGED
    }

    static Stream<Arguments> pairs() {
        var pairs = new ArrayList<Arguments>();
        for (long version : new long[] {0, 1}) {
            for (Verdict first : Verdict.values()) {
                for (Verdict second : Verdict.values()) {
                    pairs.add(Arguments.of(version, first, second));
                }
            }
        }
        return pairs.stream();
    }

    @AfterEach
    void close() {
        others.shutdownNow();
        database.close();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void the_second_finds_that_the_first_has_handled_it(long version, Verdict first, Verdict second) throws Exception {
        assertThat(race(version, first, second, Connection::commit)).isEqualTo(ALREADY_HANDLED);

        assertThat(effects()).isEqualTo("1");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void the_second_handles_it_where_the_first_fails(long version, Verdict first, Verdict second) throws Exception {
        assertThat(race(version, first, second, Connection::rollback)).isEqualTo(COMMITTED);

        assertThat(effects()).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({
        Connection.TRANSACTION_REPEATABLE_READ + ", IGNORED",
        Connection.TRANSACTION_REPEATABLE_READ + ", APPLIED",
        Connection.TRANSACTION_SERIALIZABLE + ", IGNORED",
        Connection.TRANSACTION_SERIALIZABLE + ", APPLIED"
    })
    @Timeout(PATIENCE)
    void a_transaction_that_would_not_see_what_it_waited_for_is_refused(int isolation, Verdict elsewhere)
            throws Exception {
        store.commit(List.of(applied(0, MessageId.of("start"))));
        try (Connection connection = database.pool().getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(isolation);
            store.within(connection).load(List.of(FaultySaga.ORDER));
            store.commit(List.of(commit(1, elsewhere)));

            assertThatThrownBy(() -> store.within(connection).commit(List.of(commit(1, Verdict.APPLIED))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("READ COMMITTED");
            connection.commit();
        }

        assertThat(effects()).isEqualTo("1");
    }

    private interface Fate {
        void of(Connection connection) throws SQLException;
    }

    private CommitOutcome race(long version, Verdict first, Verdict second, Fate fate) throws Exception {
        if (version > 0) {
            store.commit(List.of(applied(0, MessageId.of("start"))));
        }
        try (Connection connection = database.pool().getConnection()) {
            connection.setAutoCommit(false);
            assertThat(store.within(connection)
                            .commit(List.of(commit(version, first)))
                            .outcomes())
                    .containsExactly(COMMITTED);
            Future<CommitOutcome> outcome = others.submit(() ->
                    store.commit(List.of(commit(version, second))).outcomes().get(0));
            awaitOneThatWaits();
            fate.of(connection);
            return outcome.get(PATIENCE, TimeUnit.SECONDS);
        }
    }

    private void awaitOneThatWaits() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
        while (database.query("select count(*) from pg_locks where not granted").equals("0")) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("the second does not wait for the first");
            }
            Thread.onSpinWait();
        }
    }

    private String effects() {
        return database.query("select (select count(distinct version) from %s.event where message_id = 'the message')"
                + " + (select count(*) from %s.inbox where message_key = '" + MESSAGE.key() + "')");
    }

    private static Commit<ParcelEvent> commit(long version, Verdict verdict) {
        return switch (verdict) {
            case APPLIED -> applied(version, MESSAGE);
            case IGNORED -> unmoved(version, List.of());
            case REJECTED -> unmoved(version, List.of(letter(DeadLetterReason.CONTRADICTION)));
            case PARKED -> unmoved(version, List.of(letter(DeadLetterReason.POISON)));
            case PARKED_UNJUDGED -> unmoved(Commit.ANY_VERSION, List.of(letter(DeadLetterReason.POISON)));
        };
    }

    private static Commit<ParcelEvent> unmoved(long version, List<DeadLetter> letters) {
        return new Commit<>(FaultySaga.ORDER, version, MESSAGE, "", List.of(), List.of(), Standing.UNCHANGED, letters);
    }

    private static DeadLetter letter(DeadLetterReason reason) {
        return DeadLetter.of(FaultySaga.ORDER, Inbound.internal(MESSAGE, "test", ""), reason, "for this test");
    }

    /** The saga's first event, again at each version: what it says does not matter here. */
    private static Commit<ParcelEvent> applied(long version, MessageId message) {
        var input = new ParcelInput.Ordered(FaultySaga.ORDER, "");
        var step = (Step.Advance<ParcelState, ParcelInput, ParcelEvent>)
                OrchestratorAggregate.start(SAGA, FaultySaga.ORDER).handle(input);
        var events = step.events().stream()
                .map(event -> new RecordedEvent<>(version + event.version(), event.event(), event.effects()))
                .toList();
        var standing = new Standing.InFlight(step.next().stateName(), Standing.Deadline.KEEP);
        return new Commit<>(FaultySaga.ORDER, version, message, "", events, List.of(), standing, List.of());
    }
}
