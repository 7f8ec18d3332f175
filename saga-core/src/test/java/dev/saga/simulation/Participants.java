package dev.saga.simulation;

import dev.saga.booking.BookingCommand;
import dev.saga.booking.BookingInput.BookingCreated;
import dev.saga.booking.BookingInput.CancelRequested;
import dev.saga.booking.BookingInput.PaymentCompleted;
import dev.saga.booking.BookingInput.PaymentFailed;
import dev.saga.booking.BookingInput.ProductReserved;
import dev.saga.booking.BookingInput.ReservationFailed;
import dev.saga.booking.Product;
import dev.saga.saga.Command;
import dev.saga.simulation.Plan.Item;
import java.math.BigDecimal;
import java.util.List;

/** The shop, the stock service and the payment service: each does what the plan says, and writes down what it did. */
final class Participants {
    private static final int SHOP = 0;
    private static final int PAYMENT = 31;
    private static final int CUSTOM = 32;

    private final Post post;
    private final Story story;
    private int copies;

    Participants(Post post, Story story) {
        this.post = post;
        this.story = story;
    }

    /** The shop tells of a new booking, some time within so many steps. */
    void book(Books books, int within) {
        var created = new BookingCreated(books.bookingId(), "ada", books.plan().products());
        post.send(name(books, SHOP, 0), created, 0, within);
        if (books.plan().custom() == Plan.Custom.CREATED_TWICE) {
            post.send(name(books, SHOP, 1), created, 0, within);
        }
    }

    void read(List<Books.Copy> reading, int step) {
        if (story.heard() && !reading.isEmpty()) {
            story.tell("the participants read " + Story.all(reading));
        }
        reading.forEach(copy -> read(copy, step));
    }

    private void read(Books.Copy copy, int step) {
        Books books = copy.books();
        if (!copy.readFirst()) {
            copies++;
            return;
        }
        Command command = copy.command().body();
        if (command instanceof BookingCommand.RequestStock request) {
            boolean first = books.untouched();
            int item = books.request(request);
            if (first) {
                interfere(books, step);
            }
            answer(books, item, step);
        } else if (command instanceof BookingCommand.RequestPayment request) {
            books.request(request);
            pay(books, step);
        } else if (command instanceof BookingCommand.ReleaseStock release) {
            books.release(release);
        } else if (command instanceof BookingCommand.RefundPayment refund) {
            books.refund(refund);
        } else if (command instanceof BookingCommand.ConfirmBooking confirm) {
            books.confirm(confirm);
        } else if (command instanceof BookingCommand.CancelBooking cancel) {
            books.cancel(cancel);
        }
    }

    /** How often a participant got what it had got before. */
    int copies() {
        return copies;
    }

    private void answer(Books books, int place, int step) {
        Item item = books.plan().items().get(place);
        switch (item.stock()) {
            case RESERVES -> reserve(books, place, 0, 0, step);
            case RESERVES_TWICE -> {
                reserve(books, place, 0, 0, step);
                reserve(books, place, 1, 0, step);
            }
            case REFUSES -> refuse(books, item, 0, step);
            case REFUSES_TWICE -> {
                refuse(books, item, 0, step);
                refuse(books, item, 1, step);
            }
            case REFUSES_THEN_RESERVES -> {
                refuse(books, item, 0, step);
                reserve(books, place, 1, 0, step);
            }
            case RESERVES_THEN_REFUSES -> {
                reserve(books, place, 0, 0, step);
                refuse(books, item, 1, step);
            }
            case RESERVES_AT_TWO_PRICES -> {
                reserve(books, place, 0, 0, step);
                reserve(books, place, 1, Item.SURCHARGE, step);
            }
            case REPORTS_ANOTHER_QUANTITY_TOO -> {
                post.send(
                        name(books, item.number(), 1),
                        new ProductReserved(
                                books.bookingId(), item.productId(), item.quantity() + 1, price(item.cents())),
                        step);
                reserve(books, place, 0, 0, step);
            }
            case SAYS_NOTHING -> {}
        }
    }

    private void reserve(Books books, int place, int ordinal, int surcharge, int step) {
        Item item = books.plan().items().get(place);
        books.hold(place);
        post.send(
                name(books, item.number(), ordinal),
                new ProductReserved(
                        books.bookingId(), item.productId(), item.quantity(), price(item.cents() + surcharge)),
                step);
    }

    private void refuse(Books books, Item item, int ordinal, int step) {
        post.send(
                name(books, item.number(), ordinal),
                new ReservationFailed(books.bookingId(), item.productId(), "sold out"),
                step);
    }

    private void pay(Books books, int step) {
        switch (books.plan().payment()) {
            case COMPLETES -> complete(books, 0, "1", step);
            case COMPLETES_TWICE -> {
                complete(books, 0, "1", step);
                complete(books, 1, "1", step);
            }
            case FAILS -> fail(books, 0, step);
            case FAILS_TWICE -> {
                fail(books, 0, step);
                fail(books, 1, step);
            }
            case FAILS_THEN_COMPLETES -> {
                fail(books, 0, step);
                complete(books, 1, "1", step);
            }
            case COMPLETES_THEN_FAILS -> {
                complete(books, 0, "1", step);
                fail(books, 1, step);
            }
            case TAKES_TWO_PAYMENTS -> {
                complete(books, 0, "1", step);
                complete(books, 1, "2", step);
            }
            case SAYS_NOTHING -> {}
        }
    }

    private void complete(Books books, int ordinal, String payment, int step) {
        String paymentId = payment(books, payment);
        if (!books.paid().contains(paymentId)) {
            books.pay(paymentId);
        }
        post.send(name(books, PAYMENT, ordinal), new PaymentCompleted(books.bookingId(), paymentId, ""), step);
    }

    private void fail(Books books, int ordinal, int step) {
        post.send(
                name(books, PAYMENT, ordinal),
                new PaymentFailed(books.bookingId(), payment(books, "1"), "no cover"),
                step);
    }

    private void interfere(Books books, int step) {
        String id = books.bookingId();
        switch (books.plan().custom()) {
            case CREATED_AGAIN_WITH_OTHER_CONTENT ->
                post.send(
                        name(books, SHOP, 1),
                        new BookingCreated(id, "eve", List.of(new Product("product-0", 1))),
                        step);
            case PAID_WITHOUT_BEING_ASKED -> {
                books.pay(Audit.unasked(id));
                post.send(name(books, CUSTOM, 0), new PaymentCompleted(id, Audit.unasked(id), ""), step);
            }
            case CANCELLED_BY_AN_OPERATOR ->
                post.send(name(books, CUSTOM, 0), new CancelRequested(id, "by phone"), step);
            case NOTHING_ELSE, CREATED_TWICE -> {}
        }
    }

    private static String payment(Books books, String payment) {
        return books.bookingId() + "-payment-" + payment;
    }

    private static long name(Books books, int part, int ordinal) {
        return (long) books.plan().number() << 10 | (long) part << 2 | ordinal;
    }

    private static BigDecimal price(int cents) {
        return BigDecimal.valueOf(cents, 2);
    }
}
