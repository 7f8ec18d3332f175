package dev.saga.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LotTest {
    private static final List<WantedBooking> BOOKINGS = IntStream.range(0, 500)
            .mapToObj(number -> new WantedBooking("b-" + number, Map.of("p", 1, "q", 1), ""))
            .toList();

    @Test
    void theSameSeedAndWordsDrawTheSame() {
        assertThat(new Lot(1).draw("a", "b")).isEqualTo(new Lot(1).draw("a", "b"));
        assertThat(new Lot(1).draw("a", "b"))
                .isNotEqualTo(new Lot(2).draw("a", "b"))
                .isNotEqualTo(new Lot(1).draw("ab", ""))
                .isBetween(0.0, 1.0);
    }

    @Test
    void atRateZeroNothingFails() {
        assertThat(failures(0)).isZero();
    }

    @Test
    void atRateOneEverythingFails() {
        assertThat(failures(1)).isEqualTo(BOOKINGS.size());
    }

    @Test
    void theRateIsTheShareOfBookings() {
        assertThat(failures(0.3)).isBetween(120L, 180L);
    }

    private static long failures(double rate) {
        Fates fates = Fates.decide(BOOKINGS, new Lot(7), rate);
        return BOOKINGS.stream()
                .map(WantedBooking::bookingId)
                .filter(id -> fates.declined(id) || fates.soldOut(id, "p") || fates.soldOut(id, "q"))
                .count();
    }
}
