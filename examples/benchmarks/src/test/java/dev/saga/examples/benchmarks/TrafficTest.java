package dev.saga.examples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saga.booking.BookingCommand;
import dev.saga.booking.BookingSaga;
import dev.saga.memory.InMemoryOrchestrator;
import dev.saga.message.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A message that is ignored or rejected is cheaper than one that acts: there must be none. */
class TrafficTest {
    @ParameterizedTest(name = "{0} products, {1} in a hundred fail")
    @CsvSource({"3, 0", "3, 30", "20, 0", "20, 30"})
    void everyMessageActs(int products, int failures) {
        var bookings = InMemoryOrchestrator.of(BookingSaga.create());

        for (var batch : Traffic.batches(5_000, 500, products, failures)) {
            assertThat(bookings.deliverAll(batch)).hasSize(500).containsOnly(Outcome.APPLIED);
        }

        assertThat(bookings.deadLetters()).isEmpty();
        assertThat(bookings.commands()).hasAtLeastOneElementOfType(BookingCommand.ConfirmBooking.class);
        if (failures > 0) {
            assertThat(bookings.commands())
                    .hasAtLeastOneElementOfType(BookingCommand.CancelBooking.class)
                    .hasAtLeastOneElementOfType(BookingCommand.ReleaseStock.class);
        }
    }
}
