package dev.saga.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingInput.BookingCreated;
import dev.saga.booking.BookingInput.ProductReserved;
import dev.saga.booking.BookingInput.ReservationFailed;
import dev.saga.booking.BookingSaga;
import dev.saga.booking.BookingState;
import dev.saga.booking.Product;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import dev.saga.message.Outbound;
import dev.saga.observe.SagaObserver;
import dev.saga.orchestrator.Delivery;
import dev.saga.orchestrator.SagaOrchestrator;
import dev.saga.orchestrator.SagaStore;
import dev.saga.outbox.OutboxRelay.Moved;
import dev.saga.saga.Saga;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Outbox} promises, seen through the relay: each saga's commands in the order in which they were
 * recorded, at least once, and copies only with the id of their original.
 *
 * @param <B> the form of the commands' bodies
 */
public abstract class OutboxContract<B> {
    /** A store of bookings and the outbox of the same store, both fresh and empty. */
    public record Opened<B>(SagaStore<BookingEvent> store, Outbox<B> outbox) {}

    private final BookingSaga saga = BookingSaga.create();
    private final UnreliablePublisher<B> broker = new UnreliablePublisher<>();
    private SagaOrchestrator<BookingState, BookingInput, BookingEvent> bookings;
    private Outbox<B> outbox;
    private OutboxRelay<B> relay;
    private int messages;

    /** A fresh, empty store for this saga. */
    protected abstract Opened<B> open(Saga<BookingState, BookingInput, BookingEvent> saga);

    @BeforeEach
    void openAFreshStore() {
        var opened = open(saga);
        outbox = opened.outbox();
        bookings = new SagaOrchestrator<>(saga, opened.store(), SagaObserver.NONE, 0);
        relay = new OutboxRelay<>(outbox, broker, 100);
    }

    @Test
    void anEmptyOutboxMovesNothing() {
        assertThat(relay.runOnce()).isEqualTo(new Moved(0, 0, false));
        assertThat(broker.waves()).isEmpty();
    }

    @Test
    void commandsArePublishedInTheOrderInWhichTheyWereRecordedAndThenGone() {
        book("b-1", 3);
        book("b-2", 2);
        var waiting = outbox.pending(100);

        assertThat(relay.runOnce()).isEqualTo(new Moved(5, 0, false));

        assertThat(ids(broker.arrived())).containsExactlyElementsOf(ids(waiting));
        assertThat(outbox.pending(100)).isEmpty();
        assertThat(relay.runOnce()).isEqualTo(new Moved(0, 0, false));
    }

    @Test
    void whatWaitsIsTakenFromTheFrontAndNeverWithoutItsPredecessors() {
        book("b-1", 5);

        var all = outbox.pending(100);

        assertThat(all).extracting(Outbound::position).isSorted().doesNotHaveDuplicates();
        assertThat(ids(outbox.pending(2))).isEqualTo(ids(all.subList(0, 2)));
        assertThat(ids(outbox.pending(2))).isEqualTo(ids(all.subList(0, 2)));
    }

    @Test
    void theRelaySaysWhetherMoreMayWait() {
        book("b-1", 5);
        var small = new OutboxRelay<>(outbox, broker, 2);

        assertThat(small.runOnce()).isEqualTo(new Moved(2, 0, true));
        assertThat(small.runOnce()).isEqualTo(new Moved(2, 0, true));
        assertThat(small.runOnce()).isEqualTo(new Moved(1, 0, false));
        assertThat(broker.arrived()).hasSize(5);
    }

    @Test
    void whereTheSecondOfFiveFailsTheLaterOnesOfThatSagaWaitAndOtherSagasGoOn() {
        book("b-1", 5);
        book("b-2", 5);
        var recorded = ids(outbox.pending(5));
        UUID second = recorded.get(1);
        broker.refuse(command -> command.id().equals(second));

        assertThat(relay.runOnce()).isEqualTo(new Moved(6, 1, false));
        assertThat(ids(broker.arrived("b-1"))).containsExactly(recorded.get(0));
        assertThat(broker.arrived("b-2")).hasSize(5);
        assertThat(ids(outbox.pending(100))).containsExactlyElementsOf(recorded.subList(1, 5));

        broker.refuse(command -> false);
        assertThat(relay.runOnce()).isEqualTo(new Moved(4, 0, false));
        assertThat(ids(broker.arrived("b-1"))).containsExactlyElementsOf(recorded);
    }

    /** The broker may refuse one when the next is on its way already; from then on it would come again and again. */
    @Test
    void whereOneFailedNothingOfItsSagaIsSentBesideIt() {
        book("b-1", 3);
        var recorded = ids(outbox.pending(3));
        broker.refuse(command -> command.id().equals(recorded.get(0)));
        relay.runOnce();
        broker.waves().clear();

        relay.runOnce();
        relay.runOnce();
        broker.refuse(command -> false);
        relay.runOnce();

        assertThat(broker.waves())
                .extracting(OutboxContract::ids)
                .containsExactly(
                        recorded.subList(0, 1), recorded.subList(0, 1), recorded.subList(0, 1), recorded.subList(1, 3));
    }

    @Test
    void whatGoesToAnotherTopicWaitsUntilItsPredecessorIsAcknowledged() {
        book("b-1", 2);
        relay.runOnce();
        deliver(new ProductReserved("b-1", "product-0", 1, BigDecimal.ONE));
        deliver(new ReservationFailed("b-1", "product-1", ""));
        broker.refuse(command -> command.type().equals("saga.cancel_booking"));

        assertThat(relay.runOnce()).isEqualTo(new Moved(0, 1, false));

        broker.refuse(command -> false);
        broker.waves().clear();
        relay.runOnce();
        assertThat(broker.waves())
                .extracting(wave -> wave.stream().map(Outbound::type).toList())
                .containsExactly(List.of("saga.cancel_booking"), List.of("saga.release_stock"));
    }

    @Test
    void commandsThatKeepFailingDoNotKeepOthersWaitingHoweverManyTheyAre() {
        book("b-1", 5);
        book("b-2", 5);
        book("b-3", 3);
        broker.refuse(command -> !command.sagaId().equals("b-3"));
        var small = new OutboxRelay<>(outbox, broker, 2);

        assertThat(small.runOnce()).isEqualTo(new Moved(3, 2, false));
        assertThat(broker.arrived("b-3")).hasSize(3);

        broker.refuse(command -> false);
        assertThat(small.runOnce()).isEqualTo(new Moved(2, 0, true));
    }

    @Test
    void commandsThatFailSlowlyDoNotKeepOthersWaitingEither() {
        book("slow", 4);
        book("b-1", 2);
        book("b-2", 1);
        broker.refuse(command -> command.sagaId().equals("slow"));
        var small = new OutboxRelay<>(outbox, broker, 2, broker::secondsOfAWave);

        assertThat(small.runOnce()).isEqualTo(new Moved(0, 1, false));
        assertThat(small.runOnce()).isEqualTo(new Moved(2, 0, false));
        assertThat(small.runOnce()).isEqualTo(new Moved(1, 0, false));
        assertThat(broker.arrived()).extracting(Outbound::sagaId).containsExactly("b-1", "b-1", "b-2");

        broker.refuse(command -> false);
        assertThat(small.runOnce().published()).isEqualTo(2);
        assertThat(small.runOnce().published()).isEqualTo(2);
        assertThat(outbox.pending(100)).isEmpty();
    }

    @Test
    void whatFailedSlowlyIsNotOvertakenByItsOwnSaga() {
        book("b-1", 1);
        var first = outbox.pending(1).get(0);
        book("b-2", 1);
        deliver(new ReservationFailed("b-1", "product-0", "sold out"));
        broker.refuse(command -> command.position() == first.position());
        var small = new OutboxRelay<>(outbox, broker, 2, broker::secondsOfAWave);
        small.runOnce();
        broker.refuse(command -> false);
        small.runOnce();
        assertThat(broker.arrived("b-1")).isEmpty();

        small.runOnce();
        small.runOnce();

        assertThat(broker.arrived("b-1"))
                .extracting(Outbound::type)
                .containsExactly("saga.request_stock", "saga.cancel_booking");
    }

    @Test
    void aCrashBetweenPublishingAndRemovingLeadsToCopiesUnderTheSameIds() {
        book("b-1", 2);
        relay.runOnce();
        book("b-2", 3);
        broker.dieAfterTheNext();
        assertThatThrownBy(relay::runOnce).isInstanceOf(IllegalStateException.class);

        var restarted = new OutboxRelay<>(outbox, broker, 100);
        assertThat(restarted.runOnce()).isEqualTo(new Moved(3, 0, false));

        var ids = ids(broker.arrived("b-2"));
        assertThat(ids.subList(0, 3)).isEqualTo(ids.subList(3, 6)).doesNotHaveDuplicates();
        assertThat(broker.arrived("b-1")).hasSize(2);
        assertThat(outbox.pending(100)).isEmpty();
    }

    @Test
    void theSameIsTrueOfACrashWhileRemoving() {
        book("b-1", 2);
        var failing = new OutboxRelay<>(HinderedOutbox.failingToRemove(outbox), broker, 100);
        assertThatThrownBy(failing::runOnce).isInstanceOf(IllegalStateException.class);

        relay.runOnce();

        assertThat(ids(broker.arrived()).subList(0, 2))
                .isEqualTo(ids(broker.arrived()).subList(2, 4));
    }

    @Test
    void removingWhatIsGoneAlreadyIsNothing() {
        book("b-1", 2);
        book("b-2", 1);
        var all = outbox.pending(100);
        outbox.remove(all.subList(0, 2));
        outbox.remove(all.subList(0, 2));

        assertThat(ids(outbox.pending(100))).isEqualTo(ids(all.subList(2, 3)));
    }

    @Test
    void theRightToPublishIsKeptUntilItIsGivenBack() {
        assertThat(outbox.acquire()).isTrue();
        assertThat(outbox.acquire()).isTrue();
        outbox.release();
        assertThat(outbox.acquire()).isTrue();
    }

    @Test
    void whoHasNotTheRightPublishesNothing() {
        book("b-1", 1);
        var relay = new OutboxRelay<>(HinderedOutbox.withoutRight(outbox), broker, 100);

        assertThat(relay.runOnce()).isEqualTo(new Moved(0, 0, false));
        assertThat(broker.arrived()).isEmpty();
    }

    private void book(String bookingId, int products) {
        deliver(new BookingCreated(
                bookingId,
                "",
                IntStream.range(0, products)
                        .mapToObj(i -> new Product("product-" + i, 1))
                        .toList()));
    }

    private void deliver(BookingInput input) {
        var message = Inbound.internal(MessageId.of("message-" + ++messages), "test", "");
        bookings.handle(List.of(new Delivery<>(message, new Delivery.Understood<>(input.bookingId(), input))));
    }

    private static <B> List<UUID> ids(Collection<Outbound<B>> commands) {
        return commands.stream().map(Outbound::id).toList();
    }
}
