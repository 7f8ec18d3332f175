package dev.saga.examples.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Sets stock aside at its price, or says that there is none, and takes it back. */
record ProductService(Fates fates, PriceList prices, Ledger ledger) implements Service {
    @Override
    public String name() {
        return "product-service";
    }

    @Override
    public List<String> commands() {
        return List.of("saga.request_stock", "saga.release_stock");
    }

    @Override
    public Optional<Message> carryOut(ReceivedCommand command) {
        if (command.type().equals("saga.release_stock")) {
            ledger.record(new Fact.StockReleased(command.bookingId(), command.productId(), command.quantity()));
            return Optional.empty();
        }
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("bookingId", command.bookingId())
                .put("productId", command.productId());
        return Optional.of(
                fates.soldOut(command.bookingId(), command.productId())
                        ? refuse(command, answer)
                        : reserve(command, answer));
    }

    private Message refuse(ReceivedCommand command, ObjectNode answer) {
        ledger.record(new Fact.StockRefused(command.bookingId(), command.productId()));
        return Message.answer("product.reservation_failed", "/demo/product", command, answer.put("reason", "sold out"));
    }

    private Message reserve(ReceivedCommand command, ObjectNode answer) {
        BigDecimal price = prices.priceOf(command.productId());
        ledger.record(new Fact.StockReserved(command.bookingId(), command.productId(), command.quantity(), price));
        answer.put("quantity", command.quantity());
        if (prices.writtenAsString(command.productId())) {
            answer.put("price", price.toPlainString());
        } else {
            answer.put("price", price);
        }
        return Message.answer("product.reserved", "/demo/product", command, answer);
    }
}
