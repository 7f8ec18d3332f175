package dev.saga.runner;

import dev.saga.booking.BookingDeadlines;
import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingSaga;
import dev.saga.booking.BookingSaga.Phase;
import dev.saga.booking.BookingState;
import dev.saga.deadletter.DeadLetters;
import dev.saga.deadletter.Quarantine;
import dev.saga.deadletter.RetryPolicy;
import dev.saga.json.JacksonCodec;
import dev.saga.message.Codec;
import dev.saga.observe.SagaObserver;
import dev.saga.orchestrator.DeadLetterRetry;
import dev.saga.orchestrator.MessageReader;
import dev.saga.orchestrator.QuarantineRelease;
import dev.saga.orchestrator.SagaInquiry;
import dev.saga.postgres.PostgresArchive;
import dev.saga.postgres.PostgresDeadLetters;
import dev.saga.postgres.PostgresPurge;
import dev.saga.postgres.PostgresQuarantine;
import dev.saga.postgres.PostgresStore;
import dev.saga.postgres.PostgresVerifier;
import dev.saga.runner.config.DeadlineConfig;
import dev.saga.runner.operations.DeadLetterDesk;
import dev.saga.saga.Saga;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The one place that says that this runner runs bookings. */
public final class Bookings {
    /** The command whose topic may be missing: it is needed only where payments complete late. */
    static final String OPTIONAL_COMMAND = "saga.refund_payment";

    /** Begins the identity of what an operator's {@code cancel} records, and so the cause of the commands that it sends. */
    public static final String CANCELLED_BY_OPERATOR = "operator/cancel/";

    /** The states of bookings in flight, in the order in which they are passed. */
    public static final List<String> STATES_IN_FLIGHT =
            List.of("CREATED", "WAITING_STOCK", "WAITING_PAYMENT", "COMPENSATING");

    /** The messages' and events' codec. */
    public static final Codec CODEC = new JacksonCodec();

    private Bookings() {}

    /** The booking saga with these deadlines. */
    public static Saga<BookingState, BookingInput, BookingEvent> saga(DeadlineConfig config) {
        Map<Phase, Duration> durations = new EnumMap<>(Phase.class);
        config.stock().value().ifPresent(in -> durations.put(Phase.STOCK, in));
        config.payment().value().ifPresent(in -> durations.put(Phase.PAYMENT, in));
        config.compensation().value().ifPresent(in -> durations.put(Phase.COMPENSATION, in));
        return BookingSaga.create(new BookingDeadlines(durations));
    }

    /** What operators read. */
    public static PostgresArchive<BookingEvent> archive(
            SagaDatabase database, Saga<BookingState, BookingInput, BookingEvent> saga) {
        return new PostgresArchive<>(database.pool(), database.schema(), saga, CODEC);
    }

    /** Gives inputs to bookings on somebody's behalf, who learns what became of them: nothing is tried again by itself. */
    public static SagaInquiry<BookingState, BookingInput, BookingEvent> inquiry(
            SagaDatabase database, Saga<BookingState, BookingInput, BookingEvent> saga, SagaObserver observer) {
        return new SagaInquiry<>(saga, store(database, saga, RetryPolicy.NEVER), observer);
    }

    /** What operators do with dead letters. */
    public static DeadLetterDesk deadLetters(
            SagaDatabase database,
            Saga<BookingState, BookingInput, BookingEvent> saga,
            RetryPolicy policy,
            SagaObserver observer) {
        var letters = letters(database, saga, policy);
        return new DeadLetterDesk(letters, retry(inquiry(database, saga, observer), saga, letters));
    }

    /** Which bookings are stuck. */
    public static Quarantine quarantine(SagaDatabase database, Saga<BookingState, BookingInput, BookingEvent> saga) {
        return new PostgresQuarantine(database.pool(), database.schema(), saga.type());
    }

    /** What gets stuck bookings going. */
    public static QuarantineRelease release(
            SagaDatabase database,
            Saga<BookingState, BookingInput, BookingEvent> saga,
            RetryPolicy policy,
            SagaObserver observer) {
        var inquiry = inquiry(database, saga, observer);
        return new QuarantineRelease(inquiry, retry(inquiry, saga, letters(database, saga, policy)));
    }

    private static DeadLetters letters(
            SagaDatabase database, Saga<BookingState, BookingInput, BookingEvent> saga, RetryPolicy policy) {
        return new PostgresDeadLetters(database.pool(), database.schema(), saga.type(), CODEC, policy);
    }

    private static DeadLetterRetry<BookingState, BookingInput, BookingEvent> retry(
            SagaInquiry<BookingState, BookingInput, BookingEvent> inquiry,
            Saga<BookingState, BookingInput, BookingEvent> saga,
            DeadLetters letters) {
        return new DeadLetterRetry<>(inquiry, new MessageReader<>(saga, CODEC), letters);
    }

    /** What compares stored sagas with today's code. */
    public static PostgresVerifier<BookingState, BookingInput, BookingEvent> verifier(
            SagaDatabase database, Saga<BookingState, BookingInput, BookingEvent> saga) {
        return new PostgresVerifier<>(database.pool(), database.schema(), saga, CODEC);
    }

    /** What removes sagas that ended long ago. */
    public static PostgresPurge<BookingState, BookingInput, BookingEvent> purge(
            SagaDatabase database, Saga<BookingState, BookingInput, BookingEvent> saga) {
        return new PostgresPurge<>(database.pool(), database.schema(), saga, CODEC);
    }

    static PostgresStore<BookingEvent> store(
            SagaDatabase database, Saga<BookingState, BookingInput, BookingEvent> saga, RetryPolicy policy) {
        return PostgresStore.on(database.pool(), database.schema(), saga, CODEC, policy);
    }
}
