package dev.saga.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.booking.BookingDeadlines;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingInput.BookingCreated;
import dev.saga.booking.BookingSaga;
import dev.saga.booking.BookingSaga.Phase;
import dev.saga.booking.Product;
import dev.saga.json.JacksonCodec;
import dev.saga.message.Codec;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.message.Outcome;
import dev.saga.observe.SagaObserver;
import dev.saga.orchestrator.Delivery;
import dev.saga.orchestrator.SagaOrchestrator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be written takes its own message to the dead letters, and no other. */
class UnwritableTest {
    private final TestDatabase database = TestDatabase.create();

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                IllegalArgumentException.class,
                IllegalStateException.class,
                ClassCastException.class,
                StackOverflowError.class
            })
    void whatever_the_codec_throws(Class<? extends Throwable> thrown) {
        var outcomes = orchestrator(BookingSaga.create(), new FailingCodec(thrown))
                .handle(List.of(booking("b-1"), booking("unwritable"), booking("b-3")));

        assertThat(outcomes).containsExactly(Outcome.APPLIED, Outcome.REJECTED, Outcome.APPLIED);
        assertThat(database.query("select detail from %s.dead_letter"))
                .contains("cannot be written", thrown.getSimpleName());
    }

    @Test
    void a_deadline_that_no_timestamp_holds() {
        var forEver = new BookingDeadlines(Map.of(Phase.STOCK, Duration.ofSeconds(Long.MAX_VALUE)));

        assertThat(orchestrator(BookingSaga.create(forEver), new JacksonCodec()).handle(List.of(booking("b-1"))))
                .containsExactly(Outcome.REJECTED);
        assertThat(database.query("select detail from %s.dead_letter")).contains("SQLSTATE 22008");
    }

    private SagaOrchestrator<?, BookingInput, ?> orchestrator(BookingSaga saga, Codec codec) {
        var store = PostgresStore.on(database.pool(), TestDatabase.SCHEMA, saga, codec);
        return new SagaOrchestrator<>(saga, store, SagaObserver.NONE, 100);
    }

    private static Delivery<BookingInput> booking(String id) {
        var created = new BookingCreated(id, "ada", List.of(new Product("p-1", 1)));
        var message = Inbound.internal(MessageId.of("created/" + id), "booking.created", "");
        return new Delivery<>(message, new Delivery.Understood<>(id, created));
    }

    /** Writes nothing of one booking. */
    private record FailingCodec(Class<? extends Throwable> thrown) implements Codec {
        private static final Codec REAL = new JacksonCodec();

        @Override
        public byte[] encode(Object record) {
            if (record.toString().contains("unwritable")) {
                throw FailingCodec.<RuntimeException>unchecked(instance());
            }
            return REAL.encode(record);
        }

        private Throwable instance() {
            try {
                return thrown.getConstructor().newInstance();
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }

        @SuppressWarnings("unchecked")
        private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
            throw (T) thrown;
        }

        @Override
        public <T> T decode(byte[] json, Class<T> type) {
            return REAL.decode(json, type);
        }
    }
}
