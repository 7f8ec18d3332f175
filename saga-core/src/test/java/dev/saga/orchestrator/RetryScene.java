package dev.saga.orchestrator;

import static dev.saga.deadletter.DeadLetterReason.MALFORMED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingInput.BookingCreated;
import dev.saga.booking.BookingState;
import dev.saga.booking.Product;
import dev.saga.deadletter.DeadLetters;
import dev.saga.json.JacksonCodec;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.message.Outbound;
import dev.saga.message.Outcome;
import dev.saga.observe.SagaObserver;
import dev.saga.saga.Saga;
import dev.saga.sample.BookingSample;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/** Bookings, dead letters, and somebody who retries them, on a fresh store. */
abstract class RetryScene {
    static final Optional<Answer> GONE = Optional.empty();
    static final Optional<Answer> APPLIED = Optional.of(new Answer.Applied());
    static final Optional<Answer> IGNORED = Optional.of(new Answer.Ignored());
    static final Optional<Answer> DUPLICATE = Optional.of(new Answer.Duplicate());
    static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    static final String RESERVED = "{\"bookingId\":\"b-1\",\"productId\":\"chair\",\"quantity\":2,\"price\":\"19.99\"}";

    final Saga<BookingState, BookingInput, BookingEvent> saga = new BookingSample().saga();
    final MessageReader<BookingInput> reader = new MessageReader<>(saga, new JacksonCodec());
    StoreFixture<BookingEvent> fixture;
    DeadLetters letters;
    SagaOrchestrator<BookingState, BookingInput, BookingEvent> orchestrator;
    DeadLetterRetry<BookingState, BookingInput, BookingEvent> retry;

    /** A fresh, empty store for this saga. */
    protected abstract StoreFixture<BookingEvent> open(Saga<BookingState, BookingInput, BookingEvent> saga);

    @BeforeEach
    final void openAFreshStore() {
        fixture = open(saga);
        letters = fixture.letters();
        orchestrator = new SagaOrchestrator<>(saga, fixture.store(), SagaObserver.NONE, 10);
        retry = new DeadLetterRetry<>(new SagaInquiry<>(saga, fixture.store(), SagaObserver.NONE), reader, letters);
    }

    long payments(String booking) {
        return fixture.waiting().stream()
                .filter(command -> command.sagaId().equals(booking))
                .map(Outbound::type)
                .filter("saga.request_payment"::equals)
                .count();
    }

    long onlyLetter() {
        var all = letters.list(0, 10);
        assertThat(all).hasSize(1);
        return all.get(0).id();
    }

    void create(String booking, String... products) {
        var chosen = List.of(products).stream().map(id -> new Product(id, 2)).toList();
        var message = Inbound.internal(MessageId.of("/shop#new " + booking), "booking.created", "");
        var created = new BookingCreated(booking, "ada", chosen);
        orchestrator.handle(List.of(new Delivery<>(message, new Delivery.Understood<>(booking, created))));
    }

    Outcome deliver(Inbound message) {
        return orchestrator.handle(List.of(reader.read(message))).get(0);
    }

    void unreadable(Inbound message) {
        orchestrator.handle(List.of(new Delivery<>(message, new Delivery.Unreadable<>(MALFORMED, "not understood"))));
    }

    static Inbound reserved(String identity) {
        return message(identity, "product.reserved", RESERVED);
    }

    static Inbound message(String identity, String type, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return new Inbound(MessageId.of(identity), type, "shop." + type, 0, 7, List.of(), null, bytes, TRACE);
    }
}
