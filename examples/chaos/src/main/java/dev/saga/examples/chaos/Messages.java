package dev.saga.examples.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The values of what the participants say. */
final class Messages {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Messages() {}

    static String created(Plan plan) {
        ObjectNode body = of(plan).put("userId", "user-" + plan.number());
        var products = body.putArray("products");
        for (Item item : plan.items()) {
            products.addObject().put("productId", item.productId()).put("quantity", item.quantity());
        }
        return body.toString();
    }

    static String reserved(Plan plan, Item item) {
        return of(plan).put("productId", item.productId())
                .put("quantity", item.quantity())
                .put("price", Item.money(item.cents()))
                .toString();
    }

    static String reservationFailed(Plan plan, Item item) {
        return of(plan).put("productId", item.productId())
                .put("reason", "out of stock")
                .toString();
    }

    static String paid(Plan plan) {
        return of(plan).put("paymentId", plan.paymentId()).toString();
    }

    static String declined(Plan plan) {
        return of(plan).put("paymentId", plan.paymentId())
                .put("reason", "card declined")
                .toString();
    }

    static String ofNobody(Plan plan) {
        return JSON.createObjectNode()
                .put("bookingId", "nobody-" + plan.number())
                .put("paymentId", plan.paymentId())
                .toString();
    }

    private static ObjectNode of(Plan plan) {
        return JSON.createObjectNode().put("bookingId", plan.bookingId());
    }
}
