package dev.saga.orchestrator;

import static dev.saga.message.Outcome.APPLIED;
import static dev.saga.message.Outcome.DUPLICATE;
import static dev.saga.message.Outcome.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saga.booking.BookingEvent;
import dev.saga.booking.BookingInput;
import dev.saga.booking.BookingState;
import dev.saga.memory.InMemoryStore;
import dev.saga.sample.BookingSample;
import dev.saga.testing.ManualClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is trusted after an outage of the store, whenever that showed. */
class StoreAwayTest {
    private static final int MANY = 100;

    private final BookingSample sample = new BookingSample();
    private final InMemoryStore<BookingEvent> shared =
            new InMemoryStore<>(new ManualClock(Instant.parse("2024-01-01T00:00:00Z")));
    private final Instance<BookingState, BookingInput, BookingEvent> one = new Instance<>(sample.saga(), shared, MANY);

    private final BookingInput created = sample.story("b-1").get(0);
    private final BookingInput chair = sample.story("b-1").get(1);
    private final BookingInput table = sample.story("b-1").get(2);
    private final BookingInput paid = sample.story("b-1").get(3);

    @Test
    void whereTheStoreIsAwayNothingIsRememberedThatWasNotStored() {
        one.message("m-1", created).handle();
        one.store().beforeTheNextCommit(StoreAwayTest::unavailable);
        one.message("m-2", chair).message("m-3", table);

        assertThatThrownBy(one::handle).isInstanceOf(StoreUnavailable.class);
        assertThat(shared.find("b-1").orElseThrow().events()).hasSize(2);

        assertThat(one.handle()).containsExactly(APPLIED, APPLIED);
        assertThat(shared.find("b-1").orElseThrow().events()).hasSize(4);
    }

    @Test
    void whereTheStoreIsAwayAfterItStoredTheRepetitionIsKnownAsOne() {
        one.message("m-1", created).handle();
        one.store().afterTheNextCommit(StoreAwayTest::unavailable);
        one.message("m-2", chair).message("m-3", table);

        assertThatThrownBy(one::handle).isInstanceOf(StoreUnavailable.class);

        assertThat(one.handle()).containsExactly(DUPLICATE, DUPLICATE);
        assertThat(one.message("m-4", paid).handle()).containsExactly(APPLIED);
        assertThat(shared.find("b-1").orElseThrow().events()).hasSize(5);
    }

    @Test
    void whereTheStoreIsAwayWhileItIsReadNothingIsTrustedThatAnotherServerMayNotHave() {
        one.message("m-1", created).message("m-2", chair).handle();
        var successor = new InMemoryStore<BookingEvent>(new ManualClock(Instant.parse("2024-01-01T00:01:00Z")));
        new Instance<>(sample.saga(), successor, MANY)
                .message("m-1", created)
                .message("m-3", table)
                .handle();
        one.store().beforeTheNextLoad(StoreAwayTest::unavailable);
        one.message("m-4", sample.story("b-2").get(1));
        assertThatThrownBy(one::handle).isInstanceOf(StoreUnavailable.class);

        one.store().failOverTo(successor);

        assertThat(one.message("m-3", table).handle()).containsExactly(REJECTED, DUPLICATE);
        assertThat(one.message("m-2", chair).handle()).containsExactly(APPLIED);
    }

    private static void unavailable() {
        throw new StoreUnavailable("the connection broke", new IllegalStateException());
    }
}
