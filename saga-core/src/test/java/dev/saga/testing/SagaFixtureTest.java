package dev.saga.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saga.saga.Refusal;
import dev.saga.saga.Silence;
import dev.saga.sample.ParallelSaga;
import dev.saga.sample.ParcelCommand.SendPart;
import dev.saga.sample.ParcelEvent;
import dev.saga.sample.ParcelInput;
import dev.saga.sample.ParcelInput.Ordered;
import dev.saga.sample.ParcelInput.PartSent;
import dev.saga.sample.ParcelState;
import dev.saga.sample.Place;
import org.junit.jupiter.api.Test;

/** An expectation that is not met fails, and says what happened instead. */
class SagaFixtureTest {
    private static final Ordered ORDERED = new Ordered("o-1", "");
    private static final PartSent SOUTH = new PartSent("o-1", Place.SOUTH, 2);

    private final SagaFixture<ParcelState, ParcelInput, ParcelEvent> order = SagaFixture.of(new ParallelSaga(), "o-1");

    @Test
    void aStoryCannotLoseALine() {
        assertThatThrownBy(() -> order.given(ORDERED, ORDERED))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("in Shipping[orderId=o-1] it changes nothing");
    }

    @Test
    void otherEventsAreNoticed() {
        assertThatThrownBy(() -> order.when(ORDERED).thenEvents(new ParcelEvent.Reminded()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Reminded[]")
                .hasMessageContaining("OrderPlaced[orderId=o-1");
    }

    @Test
    void otherCommandsAreNoticedAndSoIsTheirOrder() {
        assertThatThrownBy(() -> order.when(ORDERED).thenCommands(new SendPart("o-1", Place.NORTH)))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> order.when(ORDERED)
                        .thenCommands(new SendPart("o-1", Place.SOUTH), new SendPart("o-1", Place.NORTH)))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void anotherStateIsNoticed() {
        assertThatThrownBy(() -> order.when(ORDERED).thenState("SHIPPED"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("SHIPPING");
    }

    @Test
    void anotherSilenceIsNoticed() {
        order.given(ORDERED, SOUTH).when(SOUTH).thenIgnored(Silence.REPEAT);
        assertThatThrownBy(() -> order.when(SOUTH).thenIgnored(Silence.OVERTAKEN))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> order.when(SOUTH).thenEvents())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("expected the saga to act");
    }

    @Test
    void anotherRefusalIsNoticed() {
        order.when(SOUTH).thenRefused(Refusal.UNKNOWN_SAGA, "no such order");
        assertThatThrownBy(() -> order.when(SOUTH).thenRefused(Refusal.CONTRADICTION, ""))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> order.when(SOUTH).thenRefused(Refusal.UNKNOWN_SAGA, "no such parcel"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no such order was placed");
    }
}
