package dev.saga.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingInput.BookingCreated;
import dev.saga.booking.BookingSaga;
import dev.saga.booking.Product;
import dev.saga.json.JacksonCodec;
import dev.saga.memory.InMemoryStore;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.message.Outcome;
import dev.saga.observe.SagaObserver;
import dev.saga.sample.ParcelSample;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a legal message may cause, and what an illegal one may say, without holding up the others. */
class LargeAndOddMessagesTest {

    @Test
    void messagesThatCauseVeryManyRowsAreStoredInSeveralTransactions() {
        var store = new CountingStore(new InMemoryStore<>(Clock.systemUTC()), new ArrayList<>());
        var orchestrator = new SagaOrchestrator<>(BookingSaga.create(), store, SagaObserver.NONE, 0);
        var bookings = IntStream.range(0, 50).mapToObj(this::largestBooking).toList();

        assertThat(orchestrator.handle(bookings)).hasSize(50).containsOnly(Outcome.APPLIED);

        assertThat(store.sizes())
                .hasSizeGreaterThan(1)
                .allSatisfy(size -> assertThat(size).isLessThan(50));
        assertThat(store.sizes().stream().mapToInt(Integer::intValue).sum()).isEqualTo(50);
    }

    @Test
    void aMessageOfWhichASagaCannotTellTheIdIsUnreadableAndNoFailure() {
        var reader = new MessageReader<>(new ParcelSample().saga(), new JacksonCodec());
        for (String type : new ParcelSample().saga().inputs().names()) {
            var message = new Inbound(
                    MessageId.of(type), type, "t", 0, 0, List.of(), null, "{}".getBytes(StandardCharsets.UTF_8), "");

            assertThat(reader.read(message).content()).as(type).isInstanceOf(Delivery.Unreadable.class);
        }
    }

    private Delivery<BookingInput> largestBooking(int number) {
        var products = IntStream.range(0, 1_000)
                .mapToObj(i -> new Product("p-" + i, 1))
                .toList();
        var booking = new BookingCreated("b-" + number, "", products);
        return new Delivery<>(
                Inbound.internal(MessageId.of("m-" + number), "booking.created", ""),
                new Delivery.Understood<>(booking.bookingId(), booking));
    }

    private record CountingStore(SagaStore<BookingEvent> store, List<Integer> sizes)
            implements SagaStore<BookingEvent> {
        @Override
        public Map<String, SagaStream<BookingEvent>> load(Collection<String> sagaIds) {
            return store.load(sagaIds);
        }

        @Override
        public Map<String, Long> stuckAt(Collection<String> sagaIds) {
            return store.stuckAt(sagaIds);
        }

        @Override
        public CommitResult commit(List<Commit<BookingEvent>> commits) {
            sizes.add(commits.size());
            return store.commit(commits);
        }
    }
}
