package dev.saga.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SampleBookingsTest {
    private static final Path FILE = Path.of("bookings.jsonl");

    @Test
    void theCommittedFileIsTheGeneratedOne() throws Exception {
        assertThat(Files.readString(FILE)).isEqualTo(SampleBookings.file());
    }

    @Test
    void theFileHasBookingsOfOneAndOfTwentyProducts() {
        List<WantedBooking> bookings = BookingFile.read(FILE);

        assertThat(bookings).hasSize(1_000);
        assertThat(bookings).extracting(booking -> booking.products().size()).contains(1, 20);
    }

    @Test
    void withTheDefaultsAboutAFifthFailsHalfOfItAtPayment() {
        List<WantedBooking> bookings = BookingFile.read(FILE);

        Fates fates = Fates.decide(bookings, new Lot(42), 0.2);

        assertThat(bookings.stream().filter(booking -> fates.declined(booking.bookingId())))
                .hasSizeBetween(70, 130);
        assertThat(bookings.stream().filter(booking -> failsAtStock(fates, booking)))
                .hasSizeBetween(70, 130);
    }

    @Test
    void theCatalogueHasPricesThatDoublesGetWrong() {
        var prices = new PriceList(new Lot(42));

        assertThat(IntStream.range(0, 80).mapToObj(number -> prices.priceOf("sku-%03d".formatted(number))))
                .anyMatch(price -> price.scale() == 9)
                .anyMatch(price -> price.precision() >= 16);
    }

    private static boolean failsAtStock(Fates fates, WantedBooking booking) {
        return booking.products().keySet().stream().anyMatch(product -> fates.soldOut(booking.bookingId(), product));
    }
}
