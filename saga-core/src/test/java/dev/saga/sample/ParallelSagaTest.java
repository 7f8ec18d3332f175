package dev.saga.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.memory.InMemoryOrchestrator;
import dev.saga.message.Outcome;
import dev.saga.sample.ParcelCommand.Hurry;
import dev.saga.sample.ParcelCommand.SendPart;
import dev.saga.sample.ParcelCommand.TellCustomer;
import dev.saga.sample.ParcelInput.Ordered;
import dev.saga.sample.ParcelInput.PartSent;
import dev.saga.testing.SagaFixture;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ParallelSagaTest {
    private final InMemoryOrchestrator<ParcelState, ParcelInput, ParcelEvent> orders =
            InMemoryOrchestrator.of(new ParallelSaga());

    @Test
    void bothPlacesAreAskedAtOnceAndTheCustomerIsToldWhenTheSecondPartIsOnItsWay() {
        orders.deliver(new Ordered("o-1", ""));
        orders.deliver(new PartSent("o-1", Place.SOUTH, 2));
        orders.deliver(new PartSent("o-1", Place.NORTH, 1));

        assertThat(orders.commands())
                .containsExactly(
                        new SendPart("o-1", Place.NORTH), new SendPart("o-1", Place.SOUTH), new TellCustomer("o-1", 3));
        assertThat(orders.state("o-1")).contains("SHIPPED");
    }

    @Test
    void theReminderOutlivesAChangeOfStateAndReachesWhoHasNotSent() {
        orders.deliver(new Ordered("o-1", ""));
        orders.deliver(new PartSent("o-1", Place.SOUTH, 2));
        orders.advance(ParallelSaga.REMIND_AFTER);

        assertThat(orders.commands()).endsWith(new Hurry("o-1", Place.NORTH));
        assertThat(orders.state("o-1")).contains("HALF_SHIPPED");
    }

    @Test
    void aDeadlineThatActsWithoutBeingSetAgainIsOverAfterOnce() {
        orders.deliver(new Ordered("o-1", ""));
        orders.advance(ParallelSaga.REMIND_AFTER);
        orders.advance(Duration.ofDays(1));

        assertThat(orders.commands())
                .filteredOn(Hurry.class::isInstance)
                .containsExactly(new Hurry("o-1", Place.NORTH), new Hurry("o-1", Place.SOUTH));
        assertThat(orders.history("o-1").orElseThrow().dueAt()).isNull();
    }

    @Test
    void anotherNumberOfBoxesIsAContradiction() {
        orders.deliver(new Ordered("o-1", ""));
        orders.deliver(new PartSent("o-1", Place.SOUTH, 2));

        assertThat(orders.deliver(new PartSent("o-1", Place.SOUTH, 2))).isEqualTo(Outcome.IGNORED);
        assertThat(orders.deliver(new PartSent("o-1", Place.SOUTH, 3))).isEqualTo(Outcome.REJECTED);
    }

    @Test
    void theJoinCountsTheBoxesOfBothParts() {
        SagaFixture.of(new ParallelSaga(), "o-1")
                .given(new Ordered("o-1", ""), new PartSent("o-1", Place.NORTH, 4))
                .when(new PartSent("o-1", Place.SOUTH, 5))
                .thenEvents(new ParcelEvent.PartShipped(Place.SOUTH, 5), new ParcelEvent.OrderShipped(9))
                .thenCommands(new TellCustomer("o-1", 9))
                .thenState("SHIPPED");
    }
}
