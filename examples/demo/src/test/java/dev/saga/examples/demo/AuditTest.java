package dev.saga.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Good books pass; each way of cooking them is seen. */
final class AuditTest {
    private static final Standing NOTHING_LEFT = new Standing(0, 0, 0);
    private static final List<WantedBooking> BOOKINGS = List.of(
            new WantedBooking("good", Map.of("p", 2, "q", 1), ""),
            new WantedBooking("sold-out", Map.of("p", 4, "q", 1), ""),
            new WantedBooking("declined", Map.of("p", 3), ""));

    private final List<ReceivedCommand> commands = new ArrayList<>();
    private final List<Fact> facts = new ArrayList<>();

    AuditTest() {
        requestStock("good", "p", 2);
        requestStock("good", "q", 1);
        requestStock("sold-out", "p", 4);
        requestStock("sold-out", "q", 1);
        requestStock("declined", "p", 3);
        requestPayment("good", "10.70");
        requestPayment("declined", "0.30");
        facts.add(new Fact.StockReserved("good", "p", 2, new BigDecimal("0.1")));
        facts.add(new Fact.StockReserved("good", "q", 1, new BigDecimal("10.50")));
        facts.add(new Fact.StockReserved("sold-out", "p", 4, new BigDecimal("0.1")));
        facts.add(new Fact.StockRefused("sold-out", "q"));
        facts.add(new Fact.StockReleased("sold-out", "p", 4));
        facts.add(new Fact.BookingCancelled("sold-out", "sold out"));
        facts.add(new Fact.StockReserved("declined", "p", 3, new BigDecimal("0.10")));
        facts.add(new Fact.PaymentDeclined("declined", "0.30"));
        facts.add(new Fact.StockReleased("declined", "p", 3));
        facts.add(new Fact.BookingCancelled("declined", "card declined"));
        facts.add(new Fact.PaymentCaptured("good", "pay-1", "10.70"));
        facts.add(new Fact.BookingConfirmed("good"));
    }

    @Test
    void goodBooksPass() {
        assertThat(checks()).isNotEmpty().allMatch(Check::holds);
    }

    @Test
    void aBookingWithoutAnEndIsSeen() {
        facts.remove(new Fact.BookingConfirmed("good"));

        assertThat(broken()).contains("each booking is confirmed or cancelled, once");
    }

    @Test
    void aSecondEndIsSeen() {
        facts.add(new Fact.BookingCancelled("good", "changed my mind"));

        assertThat(broken()).contains("each booking is confirmed or cancelled, once");
    }

    @Test
    void aConfirmationAgainstTheServicesIsSeen() {
        facts.replaceAll(fact -> fact.equals(new Fact.BookingCancelled("declined", "card declined"))
                ? new Fact.BookingConfirmed("declined")
                : fact);

        assertThat(broken()).contains("none is confirmed that a service refused");
    }

    @Test
    void stockThatIsNotReleasedIsSeen() {
        facts.remove(new Fact.StockReleased("declined", "p", 3));

        assertThat(broken())
                .containsExactly("stock: reserved = confirmed + released", "nothing is held for a cancelled booking");
    }

    @Test
    void stockThatIsReleasedTwiceIsSeen() {
        facts.add(new Fact.StockReleased("declined", "p", 3));

        assertThat(broken()).contains("nothing else is released, and nothing twice");
    }

    @Test
    void stockOfAConfirmedBookingThatIsReleasedIsSeen() {
        facts.add(new Fact.StockReleased("good", "q", 1));

        assertThat(broken()).contains("nothing else is released, and nothing twice");
    }

    @Test
    void aRequestForAnotherQuantityIsSeen() {
        commands.replaceAll(command -> command.bookingId().equals("declined") && command.quantity() == 3
                ? command("saga.request_stock", "other", "declined", "p", 4, "")
                : command);

        assertThat(broken()).containsExactly("each product is requested with its quantity");
    }

    @Test
    void aTotalThatLostADigitIsSeen() {
        commands.replaceAll(command -> command.totalPrice().equals("10.70")
                ? command("saga.request_payment", "x", "good", "", 0, "10.7")
                : command);

        assertThat(broken()).containsExactly("payments are asked for to the last digit");
    }

    @Test
    void moneyThatIsKeptForACancelledBookingIsSeen() {
        facts.add(new Fact.PaymentCaptured("declined", "pay-2", "0.30"));

        assertThat(broken())
                .containsExactly(
                        "money: captured = totals of confirmed", "each confirmed booking is paid once, no other is");
    }

    @Test
    void moneyThatIsGivenBackDoesNotCount() {
        facts.add(new Fact.PaymentCaptured("declined", "pay-2", "0.30"));
        facts.add(new Fact.PaymentRefunded("declined", "pay-2"));

        assertThat(broken()).isEmpty();
    }

    @Test
    void aConfirmedBookingThatIsNotPaidIsSeen() {
        facts.remove(new Fact.PaymentCaptured("good", "pay-1", "10.70"));

        assertThat(broken()).contains("each confirmed booking is paid once, no other is");
    }

    @Test
    void oneCommandUnderTwoIdsIsSeen() {
        requestPayment("good", "10.70");

        assertThat(broken()).containsExactly("no command came under two ids");
    }

    @Test
    void whatTheOrchestratorHasNotFinishedIsSeen() {
        var checks = Audit.of(BOOKINGS, books(), new Standing(1, 2, 3));

        assertThat(checks.stream().filter(check -> !check.holds()).map(Check::detail))
                .containsExactly("1 in flight", "2 not published", "3 dead letters");
    }

    private List<Check> checks() {
        return Audit.of(BOOKINGS, books(), NOTHING_LEFT);
    }

    private List<String> broken() {
        return checks().stream()
                .filter(check -> !check.holds())
                .map(Check::claim)
                .toList();
    }

    private Books books() {
        return new Books(commands, facts, 0);
    }

    private void requestStock(String bookingId, String productId, int quantity) {
        commands.add(command("saga.request_stock", "id-" + commands.size(), bookingId, productId, quantity, ""));
    }

    private void requestPayment(String bookingId, String total) {
        commands.add(command("saga.request_payment", "id-" + commands.size(), bookingId, "", 0, total));
    }

    private static ReceivedCommand command(
            String type, String id, String bookingId, String productId, int quantity, String total) {
        return new ReceivedCommand(type, id, "", bookingId, productId, quantity, total, "", "");
    }
}
