package dev.saga.examples.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BookingIdsTest {
    private final BookingIds ids = new BookingIds(0x1234_5678_9abc_def0L);

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 255, 4_711, 5_000_000, (1L << 48) - 1})
    void anIdHasTheFormOfAUuidAndHoldsItsNumber(long number) {
        byte[] id = ids.of(number);
        String text = new String(id, StandardCharsets.US_ASCII);

        assertThat(UUID.fromString(text)).hasToString(text);
        assertThat(ids.numberAt(id, 0)).isEqualTo(number);
        assertThat(ids.numberAt(("xx" + text).getBytes(StandardCharsets.US_ASCII), 2))
                .isEqualTo(number);
    }

    @Test
    void whatIsNoBookingOfThisRunHasNoNumber() {
        byte[] other = new BookingIds(1).of(7);
        byte[] noId = "nothing of the kind, whatever it may be".getBytes(StandardCharsets.US_ASCII);

        assertThat(ids.numberAt(other, 0)).isEqualTo(-1);
        assertThat(ids.numberAt(noId, 0)).isEqualTo(-1);
        assertThat(ids.numberAt(ids.of(7), 1)).isEqualTo(-1);
        assertThat(ids.numberAt(ids.of(7), -1)).isEqualTo(-1);
    }
}
