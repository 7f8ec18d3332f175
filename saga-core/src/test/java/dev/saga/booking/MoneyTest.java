package dev.saga.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.saga.booking.BookingInput.BookingCreated;
import dev.saga.booking.BookingInput.ProductReserved;
import dev.saga.json.JacksonCodec;
import dev.saga.memory.InMemoryOrchestrator;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Money is exact: what is asked for is the sum of what was reported, digit for digit. */
class MoneyTest {
    @ParameterizedTest
    @CsvSource({
        "1 x 0.1 + 1 x 0.2, 0.3",
        "3 x 19.99, 59.97",
        "1 x 10.00 + 1 x 0.5, 10.50",
        "1 x 0 + 1 x 0.00, 0.00",
        "1 x 0, 0",
        "7 x 1e2, 700",
        "1 x 1E-9, 0.000000001",
        "1 x -0, 0",
        "3 x 0.333333333 + 1 x 0.000000001, 1.000000000",
        "1 x 999999999999999999.999999999, 999999999999999999.999999999",
        "1000000000 x 999999999999999999.999999999, 999999999999999999999999999.000000000",
        "1 x 999999999999999999.999999999 + 1 x 0.000000001, 1000000000000000000.000000000",
        "1000000000 x 0.000000001, 1.000000000",
        "1 x 0e5, 0"
    })
    void theTotalIsTheExactSumWithTheLargestScale(String reservations, String total) {
        assertThat(published(reservations.split(" \\+ ")))
                .isEqualTo("{\"bookingId\":\"b-1\",\"totalPrice\":\"%s\"}".formatted(total));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1000000000000000000",
                "1e18",
                "0.0000000001",
                "1E-10",
                "1.0000000000",
                "0e-10",
                "-0.01",
                "1e999999999",
                "1e-999999999",
                "0e-999999999"
            })
    void aPriceThatIsNegativeOrHasTooManyDigitsIsNone(String price) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProductReserved("b-1", "p", 1, new BigDecimal(price)))
                .withMessageContaining("price");
    }

    private static String published(String... reservations) {
        var bookings = InMemoryOrchestrator.of(BookingSaga.create());
        var products = new ArrayList<Product>();
        for (String reservation : reservations) {
            products.add(new Product(
                    "product-" + products.size(), Integer.parseInt(reservation.split(" x ")[0])));
        }
        bookings.deliver(new BookingCreated("b-1", "", products));
        for (int i = 0; i < reservations.length; i++) {
            var price = new BigDecimal(reservations[i].split(" x ")[1]);
            bookings.deliver(
                    new ProductReserved("b-1", "product-" + i, products.get(i).quantity(), price));
        }
        var commands = bookings.commands();
        return new String(new JacksonCodec().encode(commands.get(commands.size() - 1)), StandardCharsets.UTF_8);
    }
}
