package dev.saga.simulation;

import dev.saga.booking.BookingCommand;
import dev.saga.booking.BookingInput;
import dev.saga.booking.Product;
import dev.saga.message.Outbound;
import dev.saga.saga.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What happened, in the words of the domain. Nobody listens to most worlds: only a broken one is told. */
final class Story {
    private final boolean heard;
    private final List<String> lines = new ArrayList<>();

    Story(boolean heard) {
        this.heard = heard;
    }

    /** Whether somebody listens; to be asked before words are made. */
    boolean heard() {
        return heard;
    }

    void tell(String line) {
        lines.add(line);
    }

    /** The same as the last line, if that was about the same, only longer. */
    void tellOn(String about, String more) {
        int last = lines.size() - 1;
        if (last >= 0 && lines.get(last).startsWith(about) && !lines.get(last).endsWith("]")) {
            lines.set(last, lines.get(last) + ", " + more);
        } else {
            tell(about + more);
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    static String all(List<Books.Copy> copies) {
        return copies.stream().map(copy -> words(copy.command())).collect(Collectors.joining(", "));
    }

    static String words(Outbound<Command> outbound) {
        Command command = outbound.body();
        String about = "";
        if (command instanceof BookingCommand.RequestStock request) {
            about = "%s, %d".formatted(request.productId(), request.quantity());
        } else if (command instanceof BookingCommand.ReleaseStock release) {
            about = "%s, %d".formatted(release.productId(), release.quantity());
        } else if (command instanceof BookingCommand.RequestPayment request) {
            about = request.totalPrice().toPlainString();
        } else if (command instanceof BookingCommand.RefundPayment refund) {
            about = refund.paymentId();
        } else if (command instanceof BookingCommand.CancelBooking cancel) {
            about = cancel.reason();
        }
        return words(outbound.type(), outbound.sagaId(), about);
    }

    static String words(String type, BookingInput input) {
        String about = "";
        if (input instanceof BookingInput.BookingCreated created) {
            about = created.products().stream().map(Story::words).collect(Collectors.joining(", "));
        } else if (input instanceof BookingInput.ProductReserved reserved) {
            about = "%s, %d at %s".formatted(reserved.productId(), reserved.quantity(), reserved.price());
        } else if (input instanceof BookingInput.ReservationFailed failed) {
            about = failed.productId();
        } else if (input instanceof BookingInput.PaymentCompleted completed) {
            about = completed.paymentId();
        } else if (input instanceof BookingInput.PaymentFailed failed) {
            about = failed.paymentId();
        }
        return words(type, input.bookingId(), about);
    }

    private static String words(Product product) {
        return "%d of %s".formatted(product.quantity(), product.productId());
    }

    private static String words(String type, String bookingId, String about) {
        return about.isEmpty() ? "%s %s".formatted(type, bookingId) : "%s %s (%s)".formatted(type, bookingId, about);
    }
}
