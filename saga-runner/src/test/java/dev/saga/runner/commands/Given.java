package dev.saga.runner.commands;

import dev.saga.message.Header;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages as a broker delivers them. */
final class Given {
    private Given() {}

    static Inbound created(String bookingId) {
        return message("/shop#new " + bookingId, "booking.created", """
                {"bookingId":"%s","userId":"ada","products":[{"productId":"chair","quantity":2}]}""".formatted(bookingId));
    }

    static Inbound reserved(String identity, String bookingId, String productId) {
        return message(identity, "product.reserved", """
                {"bookingId":"%s","productId":"%s","quantity":2,"price":"1.50"}""".formatted(bookingId, productId));
    }

    static Inbound message(String identity, String type, String value) {
        return message(identity, type, value.getBytes(StandardCharsets.UTF_8), List.of());
    }

    static Inbound message(String identity, String type, byte @Nullable [] value, List<Header> headers) {
        byte[] key = "b-1".getBytes(StandardCharsets.UTF_8);
        return new Inbound(MessageId.of(identity), type, "prod." + type, 4, 17, headers, key, value, "");
    }
}
