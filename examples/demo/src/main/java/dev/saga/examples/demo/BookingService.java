package dev.saga.examples.demo;

import java.util.List;
import java.util.Optional;

/** Wants bookings and is told how they ended. */
record BookingService(Stopwatch stopwatch, Ledger ledger) implements Service {
    @Override
    public String name() {
        return "booking-service";
    }

    @Override
    public List<String> commands() {
        return List.of("saga.confirm_booking", "saga.cancel_booking");
    }

    @Override
    public Optional<Message> carryOut(ReceivedCommand command) {
        boolean confirmed = command.type().equals("saga.confirm_booking");
        ledger.record(
                confirmed
                        ? new Fact.BookingConfirmed(command.bookingId())
                        : new Fact.BookingCancelled(command.bookingId(), command.reason()));
        stopwatch.ended(command.bookingId(), confirmed);
        return Optional.empty();
    }
}
