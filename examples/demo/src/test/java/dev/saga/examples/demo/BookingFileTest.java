package dev.saga.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BookingFileTest {
    private static final String GOOD = "{\"bookingId\":\"b-1\",\"products\":[{\"productId\":\"p\",\"quantity\":2}]}";

    @TempDir
    Path directory;

    @Test
    void theSameProductTwiceIsOneWithTheQuantitiesAdded() {
        var bookings = BookingFile.parse(
                "{\"bookingId\":\"b\",\"products\":[{\"productId\":\"p\",\"quantity\":2},{\"productId\":\"q\",\"quantity\":1},"
                        + "{\"productId\":\"p\",\"quantity\":3}]}",
                "f");

        assertThat(bookings).hasSize(1);
        assertThat(bookings.get(0).products()).isEqualTo(Map.of("p", 5, "q", 1));
    }

    @Test
    void blankLinesAndWindowsLineEndsArePassedOver() {
        assertThat(BookingFile.parse("\n" + GOOD + "\r\n\r\n", "f"))
                .containsExactly(new WantedBooking("b-1", Map.of("p", 2), GOOD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "[]",
                "{}",
                "{\"bookingId\":\"\",\"products\":[{\"productId\":\"p\",\"quantity\":1}]}",
                "{\"bookingId\":\"b\",\"products\":[]}",
                "{\"bookingId\":\"b\",\"products\":[{\"productId\":\"p\",\"quantity\":0}]}",
                "{\"bookingId\":\"b\",\"products\":[{\"productId\":\"p\",\"quantity\":1.0}]}",
                "{\"bookingId\":\"b\",\"products\":[{\"productId\":\"p\",\"quantity\":1}]} {}"
            })
    void aMalformedLineIsNamedByItsNumber(String line) {
        assertThatThrownBy(() -> BookingFile.parse(GOOD + "\n\n" + line + "\n", "f"))
                .isInstanceOf(UsageError.class)
                .hasMessageStartingWith("f line 3: ");
    }

    @Test
    void aBookingMayBeThereOnlyOnce() {
        assertThatThrownBy(() -> BookingFile.parse(GOOD + "\n" + GOOD, "f"))
                .isInstanceOf(UsageError.class)
                .hasMessage("f line 2: booking b-1 is on line 1 already");
    }

    @Test
    void aFileWithoutBookingsIsRefused() throws IOException {
        Path empty = Files.writeString(directory.resolve("empty.jsonl"), "\n");

        assertThatThrownBy(() -> BookingFile.read(empty))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("no bookings");
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = directory.resolve("missing.jsonl");

        assertThatThrownBy(() -> BookingFile.read(missing))
                .isInstanceOf(UsageError.class)
                .hasMessage("there is no file " + missing);
    }

    @Test
    void bytesThatAreNoUtf8AreNamedByTheirLine() throws IOException {
        Path file = directory.resolve("latin1.jsonl");
        Files.write(file, new byte[] {'\n', (byte) 0xE9, '\n'});

        assertThatThrownBy(() -> BookingFile.read(file))
                .isInstanceOf(UsageError.class)
                .hasMessage(file + " line 2: not valid UTF-8");
    }
}
