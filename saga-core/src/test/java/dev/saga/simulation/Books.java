package dev.saga.simulation;

import dev.saga.booking.BookingCommand;
import dev.saga.message.Outbound;
import dev.saga.saga.Command;
import java.util.ArrayList;
import java.util.List;

/** What was published about one booking, and what its participants have in their books. */
final class Books {
    private final Plan plan;
    private final String bookingId;
    private final List<Copy> published = new ArrayList<>(8);
    private final boolean[] requested;
    private final boolean[] held;
    private final int[] releases;
    private final List<String> paid = new ArrayList<>(2);
    private final List<String> refunded = new ArrayList<>(2);
    private final List<BookingCommand.RequestPayment> payments = new ArrayList<>(1);
    private int confirmations;
    private int cancellations;

    /** A command that reached the broker, at least once. */
    static final class Copy {
        private final Books books;
        private final Outbound<Command> command;
        private boolean read;

        private Copy(Books books, Outbound<Command> command) {
            this.books = books;
            this.command = command;
        }

        Books books() {
            return books;
        }

        Outbound<Command> command() {
            return command;
        }

        /** Whether the participant sees it for the first time; it drops what it has seen, by its id. */
        boolean readFirst() {
            boolean first = !read;
            read = true;
            return first;
        }
    }

    Books(Plan plan) {
        this.plan = plan;
        this.bookingId = plan.bookingId();
        int size = plan.items().size();
        this.requested = new boolean[size];
        this.held = new boolean[size];
        this.releases = new int[size];
    }

    Plan plan() {
        return plan;
    }

    String bookingId() {
        return bookingId;
    }

    /** What was published, without the repetitions. */
    List<Copy> published() {
        return published;
    }

    /** The broker has it. */
    Copy publish(Outbound<Command> command) {
        for (Copy copy : published) {
            if (copy.command.id().equals(command.id())) {
                rule(copy.command.body().equals(command.body()), "1 no two commands share an id", command);
                return copy;
            }
        }
        Copy copy = new Copy(this, command);
        published.add(copy);
        return copy;
    }

    /** @return the item's place in the plan */
    int request(BookingCommand.RequestStock command) {
        int item = item(command.productId());
        boolean wanted = item >= 0 && plan.items().get(item).quantity() == command.quantity();
        rule(wanted, "2.1 what was booked is requested", command);
        rule(!requested[item], "2.1 every product is requested once", command);
        requested[item] = true;
        return item;
    }

    void release(BookingCommand.ReleaseStock command) {
        int item = item(command.productId());
        rule(item >= 0 && held[item], "2.4 what is reserved is released", command);
        rule(
                plan.items().get(item).quantity() == command.quantity(),
                "2.4 all that is reserved of it is released",
                command);
        rule(releases[item]++ == 0, "2.6 a product is released once", command);
    }

    void request(BookingCommand.RequestPayment command) {
        rule(payments.isEmpty(), "2.6 at most one payment is requested", command);
        for (boolean is : held) {
            rule(is, "2.2 payment is requested when every product is reserved", command);
        }
        payments.add(command);
    }

    void refund(BookingCommand.RefundPayment command) {
        rule(paid.contains(command.paymentId()), "2.5 what was paid is refunded", command);
        rule(!refunded.contains(command.paymentId()), "2.5 a payment is refunded once", command);
        refunded.add(command.paymentId());
    }

    void confirm(BookingCommand.ConfirmBooking command) {
        rule(confirmations++ == 0 && cancellations == 0, "2.6 exactly one of confirm and cancel", command);
    }

    void cancel(BookingCommand.CancelBooking command) {
        rule(cancellations++ == 0 && confirmations == 0, "2.6 exactly one of confirm and cancel", command);
    }

    /** The stock service sets the item aside. */
    void hold(int item) {
        held[item] = true;
    }

    /** The payment service takes the money. */
    void pay(String paymentId) {
        paid.add(paymentId);
    }

    boolean untouched() {
        for (boolean is : requested) {
            if (is) {
                return false;
            }
        }
        return true;
    }

    boolean held(int item) {
        return held[item];
    }

    int releases(int item) {
        return releases[item];
    }

    List<String> paid() {
        return paid;
    }

    List<String> refunded() {
        return refunded;
    }

    List<BookingCommand.RequestPayment> payments() {
        return payments;
    }

    boolean confirmed() {
        return confirmations > 0;
    }

    boolean cancelled() {
        return cancellations > 0;
    }

    private int item(String productId) {
        for (int i = 0; i < plan.items().size(); i++) {
            if (plan.items().get(i).productId().equals(productId)) {
                return i;
            }
        }
        return -1;
    }

    private void rule(boolean kept, String rule, Object command) {
        if (!kept) {
            throw new Violation(rule, bookingId, "there came " + command);
        }
    }
}
