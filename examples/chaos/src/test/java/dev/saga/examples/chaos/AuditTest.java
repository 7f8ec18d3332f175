package dev.saga.examples.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.saga.saga.CommandId;
import dev.saga.saga.SagaId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The audit sees each way in which a booking's commands can be wrong. */
final class AuditTest {
    private static final List<Item> ITEMS = List.of(new Item("p-0", 2, 150), new Item("p-1", 1, 1));
    private static final Plan PLAN = new Plan(1, 5, ITEMS, Plan.NONE, false, Plan.NONE, Plan.Nonsense.NOTHING);

    private final Account account = new Account(PLAN, 0);
    private final List<Heard> commands = new ArrayList<>();
    private long next;

    @Test
    void aPaidBookingIsConfirmed() {
        givenAConfirmedBooking();

        assertThat(Audit.of(account, commands)).isEmpty();
    }

    @Test
    void aCancelledBookingReleasesAndRefunds() {
        givenACancelledBooking();

        assertThat(Audit.of(account, commands)).isEmpty();
    }

    @Test
    void aLostCommandIsSeen() {
        for (int lost = 0; lost < 7; lost++) {
            commands.clear();
            givenACancelledBooking();
            Heard missing = commands.remove(lost);
            boolean optional = missing.type().equals(Topics.REQUEST_PAYMENT);

            assertThat(Audit.of(account, commands).isEmpty())
                    .as(missing.toString())
                    .isEqualTo(optional);
        }
    }

    @Test
    void aCommandUnderTwoIdsIsSeen() {
        givenAConfirmedBooking();
        command(Topics.CONFIRM, body());

        assertThat(Audit.of(account, commands)).anyMatch(what -> what.contains("under two ids"));
    }

    @Test
    void anotherTotalIsSeen() {
        reserveAll();
        requestStock();
        command(Topics.REQUEST_PAYMENT, body().put("totalPrice", "3.02"));
        account.capture();
        command(Topics.CONFIRM, body());

        assertThat(Audit.of(account, commands)).singleElement().asString().contains("3.02", "3.01");
    }

    @Test
    void bothEndsAreSeen() {
        givenAConfirmedBooking();
        command(Topics.CANCEL, body().put("reason", "late"));

        assertThat(Audit.of(account, commands)).singleElement().asString().contains("1 times cancelled");
    }

    @Test
    void aReleaseOfWhatIsSoldIsSeen() {
        givenAConfirmedBooking();
        command(Topics.RELEASE_STOCK, product(ITEMS.get(0)));

        assertThat(Audit.of(account, commands)).singleElement().asString().contains(Topics.RELEASE_STOCK);
    }

    @Test
    void anOrderThatWasNotRecordedIsSeen() {
        var order = RecordedOrder.of(PLAN.bookingId(), 2, ITEMS.size());
        var first = heard(Topics.REQUEST_STOCK, recorded(1, 0), 20, 7);
        var second = heard(Topics.REQUEST_STOCK, recorded(1, 1), 20, 8);
        var third = heard(Topics.REQUEST_PAYMENT, recorded(2, 0), 21, 3);

        assertThat(order.check("b-5", List.of(first, second, third))).isEmpty();
        assertThat(order.check("b-5", List.of(heard(Topics.REQUEST_STOCK, recorded(1, 0), 20, 9), second)))
                .hasSize(1);
        assertThat(order.check("b-5", List.of(first, heard(Topics.REQUEST_PAYMENT, recorded(2, 0), 19, 3))))
                .hasSize(1);
        assertThat(order.check("b-5", List.of(heard(Topics.CONFIRM, recorded(3, 0), 30, 1))))
                .singleElement()
                .asString()
                .contains("no recorded event");
    }

    private void givenAConfirmedBooking() {
        reserveAll();
        requestStock();
        requestPayment();
        command(Topics.CONFIRM, body());
    }

    private void givenACancelledBooking() {
        reserveAll();
        requestStock();
        requestPayment();
        command(Topics.CANCEL, body().put("reason", "late"));
        ITEMS.forEach(item -> command(Topics.RELEASE_STOCK, product(item)));
        command(Topics.REFUND, body().put("paymentId", PLAN.paymentId()));
    }

    private void reserveAll() {
        account.reserve(0);
        account.reserve(1);
    }

    private void requestStock() {
        ITEMS.forEach(item -> command(Topics.REQUEST_STOCK, product(item)));
    }

    private void requestPayment() {
        command(Topics.REQUEST_PAYMENT, body().put("totalPrice", "3.01"));
        account.capture();
    }

    private static ObjectNode product(Item item) {
        return body().put("productId", item.productId()).put("quantity", item.quantity());
    }

    private static ObjectNode body() {
        return new ObjectMapper().createObjectNode().put("bookingId", PLAN.bookingId());
    }

    private void command(String type, ObjectNode body) {
        next++;
        commands.add(new Heard(type, "id-" + next, PLAN.bookingId(), body, body.toString(), 0, next, next));
    }

    private static Heard heard(String type, String id, long at, long offset) {
        return new Heard(type, id, PLAN.bookingId(), body(), type + id, 0, offset, at);
    }

    private static String recorded(long version, int index) {
        return CommandId.of(new SagaId("booking", PLAN.bookingId()), version, index)
                .toString();
    }
}
