package dev.saga.runner.http;

import dev.saga.booking.BookingDeadlines;
import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingSaga;
import dev.saga.booking.BookingState;
import dev.saga.booking.Product;
import dev.saga.deadletter.DeadLetter;
import dev.saga.deadletter.DeadLetterReason;
import dev.saga.inspect.SagaArchive;
import dev.saga.json.JacksonCodec;
import dev.saga.memory.InMemoryStore;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.observe.SagaObserver;
import dev.saga.orchestrator.Commit;
import dev.saga.orchestrator.DeadLetterRetry;
import dev.saga.orchestrator.Delivery;
import dev.saga.orchestrator.MessageReader;
import dev.saga.orchestrator.SagaInquiry;
import dev.saga.orchestrator.SagaOrchestrator;
import dev.saga.orchestrator.Standing;
import dev.saga.runner.config.OrNone;
import dev.saga.runner.config.Secret;
import dev.saga.runner.json.SagaJson;
import dev.saga.runner.operations.DeadLetterDesk;
import dev.saga.testing.ManualClock;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Bookings in memory, driven by the real loop, and the routes that show them. */
final class Bookings {
    static final List<String> STATES = List.of("CREATED", "WAITING_STOCK", "WAITING_PAYMENT", "COMPENSATING");

    final ManualClock clock = new ManualClock(Instant.parse("2024-01-01T00:00:00Z"));
    final InMemoryStore<BookingEvent> store = new InMemoryStore<>(clock);
    private final BookingSaga saga =
            BookingSaga.create(new BookingDeadlines(Map.of(BookingSaga.Phase.STOCK, Duration.ofMinutes(15))));
    private final SagaOrchestrator<BookingState, BookingInput, BookingEvent> orchestrator =
            new SagaOrchestrator<>(saga, store, SagaObserver.NONE, 0);
    private final MessageReader<BookingInput> reader = new MessageReader<>(saga, new JacksonCodec());
    private int deliveries;

    void created(String bookingId, Product... products) {
        deliver(new BookingInput.BookingCreated(bookingId, "ada", List.of(products)));
    }

    void reserved(String bookingId, String productId, int quantity, String price) {
        deliver(new BookingInput.ProductReserved(bookingId, productId, quantity, new BigDecimal(price)));
    }

    void deliver(BookingInput input) {
        var message = Inbound.internal(MessageId.of("/shop#" + ++deliveries), "test", "");
        orchestrator.handle(List.of(new Delivery<>(message, new Delivery.Understood<>(saga.sagaId(input), input))));
    }

    /** A message as a broker delivers it, read and handled. */
    void receive(Inbound message) {
        orchestrator.handle(List.of(reader.read(message)));
    }

    /** A message on which the booking's own code has failed. */
    void parked(String bookingId, Inbound message) {
        var letter = DeadLetter.of(bookingId, message, DeadLetterReason.POISON, "a mistake in the saga's own code");
        store.commit(List.of(new Commit<>(
                bookingId,
                Commit.ANY_VERSION,
                message.id(),
                "",
                List.of(),
                List.of(),
                Standing.UNCHANGED,
                List.of(letter))));
    }

    DeadLetterDesk desk() {
        var inquiry = new SagaInquiry<>(saga, store, SagaObserver.NONE);
        return new DeadLetterDesk(store.letters(), new DeadLetterRetry<>(inquiry, reader, store.letters()));
    }

    void passes(Duration time) {
        clock.advance(time);
    }

    List<Route> routes() {
        return routes(store);
    }

    List<Route> routes(SagaArchive<BookingEvent> archive) {
        var json = new SagaJson<>(saga, new JacksonCodec());
        return new SagaEndpoints<>(saga, archive, store.stuckSagas(), json, STATES).routes();
    }

    static HttpFront serve(List<Route> routes, OrNone<Secret> token) throws IOException {
        HttpFront front = HttpFront.listen("127.0.0.1", 0);
        front.serve(new Routes(new BearerToken(token), new ArrayList<>(routes)));
        return front;
    }
}
