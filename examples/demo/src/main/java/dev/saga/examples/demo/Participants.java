package dev.saga.examples.demo;

import dev.saga.runner.config.KafkaConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The Booking, Product and Payment services, simulated, for the bookings of one run. */
final class Participants implements AutoCloseable {
    private final List<WantedBooking> bookings;
    private final Stopwatch stopwatch = new Stopwatch();
    private final List<Participant> all = new ArrayList<>();

    private Participants(List<WantedBooking> bookings) {
        this.bookings = bookings;
    }

    /** Starts all three; they do what the seed and the failure rate say. */
    static Participants start(List<WantedBooking> bookings, Options options, KafkaConfig kafka) {
        var participants = new Participants(bookings);
        var lot = new Lot(options.seed);
        Fates fates = Fates.decide(bookings, lot, options.failureRate);
        Set<String> ids = participants.ids();
        try {
            for (Service service : List.of(
                    new BookingService(participants.stopwatch, new Ledger()),
                    new ProductService(fates, new PriceList(lot), new Ledger()),
                    new PaymentService(fates, new Ledger()))) {
                participants.all.add(Participant.start(service, kafka, ids));
            }
            return participants;
        } catch (RuntimeException e) {
            participants.close();
            throw e;
        }
    }

    /** Lets the booking service publish all bookings, one behind the other. */
    void publish() {
        Participant bookingService = all.get(0);
        for (WantedBooking booking : bookings) {
            stopwatch.published(booking.bookingId());
            bookingService.send(Message.created(booking));
        }
    }

    Set<String> ids() {
        return bookings.stream().map(WantedBooking::bookingId).collect(Collectors.toUnmodifiableSet());
    }

    Stopwatch stopwatch() {
        return stopwatch;
    }

    boolean allEnded() {
        return stopwatch.ended() == bookings.size();
    }

    /** The bookings that were neither confirmed nor cancelled so far. */
    List<String> notEnded() {
        return bookings.stream()
                .map(WantedBooking::bookingId)
                .filter(id -> !stopwatch.hasEnded(id))
                .toList();
    }

    /** Whether every command that was on the topics at that moment has been carried out. */
    boolean caughtUpSince(long moment) {
        return all.stream().allMatch(participant -> participant.caughtUpSince(moment));
    }

    /** @throws DemoFailure if one of them has stopped working */
    void check() {
        all.forEach(Participant::check);
    }

    Books books() {
        return Books.of(all.stream().map(Participant::ledger).toList());
    }

    @Override
    public void close() {
        all.forEach(Participant::close);
    }
}
