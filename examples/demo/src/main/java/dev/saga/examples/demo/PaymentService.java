package dev.saga.examples.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Takes money, or declines, and gives it back. */
record PaymentService(Fates fates, Ledger ledger) implements Service {
    private static final int DIGITS = 12;

    @Override
    public String name() {
        return "payment-service";
    }

    @Override
    public List<String> commands() {
        return List.of("saga.request_payment", "saga.refund_payment");
    }

    @Override
    public Optional<Message> carryOut(ReceivedCommand command) {
        if (command.type().equals("saga.refund_payment")) {
            ledger.record(new Fact.PaymentRefunded(command.bookingId(), command.paymentId()));
            return Optional.empty();
        }
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("bookingId", command.bookingId())
                .put("paymentId", paymentId(command));
        return Optional.of(fates.declined(command.bookingId()) ? decline(command, answer) : capture(command, answer));
    }

    private Message decline(ReceivedCommand command, ObjectNode answer) {
        ledger.record(new Fact.PaymentDeclined(command.bookingId(), command.totalPrice()));
        return Message.answer("payment.failed", "/demo/payment", command, answer.put("reason", "card declined"));
    }

    private Message capture(ReceivedCommand command, ObjectNode answer) {
        ledger.record(new Fact.PaymentCaptured(command.bookingId(), paymentId(command), command.totalPrice()));
        return Message.answer("payment.completed", "/demo/payment", command, answer.put("reference", "card"));
    }

    /** Derived from the command's id: a repeated request names the same payment. */
    private static String paymentId(ReceivedCommand command) {
        String id = command.id();
        return "pay-" + id.substring(id.length() - DIGITS);
    }
}
