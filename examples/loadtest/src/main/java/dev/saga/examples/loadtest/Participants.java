package dev.saga.examples.loadtest;

import dev.saga.examples.loadtest.Ledger.Column;
import java.util.Arrays;

/** The Booking, Product and Payment services in one: they enter every command in the books and answer it. */
final class Participants {
    private final Workload workload;
    private final BookingIds ids;
    private final Ledger ledger;
    private final Messages messages;
    private final Sender sender;
    private volatile Load load;

    Participants(Workload workload, BookingIds ids, Ledger ledger, Messages messages, Sender sender, Load load) {
        this.workload = workload;
        this.ids = ids;
        this.ledger = ledger;
        this.messages = messages;
        this.sender = sender;
        this.load = load;
    }

    /** Whom to tell of bookings that ended, from now on. */
    void setLoad(Load next) {
        load = next;
    }

    /** Carries a command out, unless it is about a booking of somebody else. */
    void take(Command command, byte[] value, byte[] commandId) {
        long booking = ids.numberAt(value, Json.value(value, Json.BOOKING_ID));
        if (!ledger.knows(booking)) {
            return;
        }
        int id = Arrays.hashCode(commandId);
        switch (command) {
            case REQUEST_STOCK -> requestStock(booking, value, id);
            case RELEASE_STOCK -> releaseStock(booking, value, id);
            case REQUEST_PAYMENT -> requestPayment(booking, value, id);
            case CONFIRM_BOOKING -> end(booking, Column.CONFIRMED, id);
            case CANCEL_BOOKING -> end(booking, Column.CANCELLED, id);
            case REFUND_PAYMENT -> ledger.told(booking, Column.REFUND, id);
        }
    }

    private void requestStock(long booking, byte[] value, int id) {
        int product = product(booking, value);
        if (product >= 0 && ledger.requested(booking, product, id)) {
            sender.send(
                    product == workload.refusedProduct(booking)
                            ? messages.reservationFailed(booking, product)
                            : messages.reserved(booking, product));
        }
    }

    private void releaseStock(long booking, byte[] value, int id) {
        int product = product(booking, value);
        if (product >= 0) {
            ledger.released(booking, product, id);
        }
    }

    /** The product that is meant, whose quantity must be the one that was wanted; -1 if there is no such product. */
    private int product(long booking, byte[] value) {
        int product = workload.productAt(value, Json.value(value, Json.PRODUCT_ID));
        long quantity = Json.number(value, Json.value(value, Json.QUANTITY));
        if (product < 0) {
            ledger.wrong("booking " + booking + ": a command about a product that it does not have");
        } else if (quantity != workload.quantity(product)) {
            ledger.wrong("booking %d: %d units of product %d instead of %d"
                    .formatted(booking, quantity, product, workload.quantity(product)));
        }
        return product;
    }

    private void requestPayment(long booking, byte[] value, int id) {
        long cents = Json.cents(value, Json.value(value, Json.TOTAL_PRICE));
        if (cents != workload.totalCents(booking)) {
            ledger.wrong("booking %d: a payment of %d cents instead of %d"
                    .formatted(booking, cents, workload.totalCents(booking)));
        }
        if (ledger.told(booking, Column.PAYMENT, id)) {
            sender.send(workload.paymentFails(booking) ? messages.declined(booking) : messages.paid(booking));
        }
    }

    private void end(long booking, Column column, int id) {
        if (ledger.told(booking, column, id)) {
            load.ended(ledger.startedAt(booking), System.nanoTime());
        }
    }
}
