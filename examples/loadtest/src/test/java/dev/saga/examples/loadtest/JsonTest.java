package dev.saga.examples.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonTest {

    @Test
    void valuesAreFoundInAnyOrderAndSpacing() {
        byte[] json =
                ascii("{\"quantity\": 12, \"more\":\"productId\", \"productId\" : \"sku-0007\",\"bookingId\":\"b\"}");

        assertThat(Json.number(json, Json.value(json, Json.QUANTITY))).isEqualTo(12);
        assertThat(new Workload(8, 0).productAt(json, Json.value(json, Json.PRODUCT_ID)))
                .isEqualTo(7);
        assertThat(json[Json.value(json, Json.BOOKING_ID)]).isEqualTo((byte) 'b');
        assertThat(Json.value(json, Json.TOTAL_PRICE)).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({"12.34,1234", "0.05,5", "100.00,10000", "12.3,-1", "12.345,-1", "12,-1", "x,-1", "-1.00,-1", "1.0x,-1"})
    void anAmountHasExactlyTwoDecimals(String amount, long cents) {
        byte[] json = ascii("{\"bookingId\":\"b\",\"totalPrice\":\"" + amount + "\"}");

        assertThat(Json.cents(json, Json.value(json, Json.TOTAL_PRICE))).isEqualTo(cents);
    }

    @Test
    void whatIsNotThereIsNoNumber() {
        assertThat(Json.number(ascii("{}"), Json.value(ascii("{}"), Json.QUANTITY)))
                .isEqualTo(-1);
        assertThat(Json.number(ascii("{\"quantity\":\"many\"}"), 13)).isEqualTo(-1);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
