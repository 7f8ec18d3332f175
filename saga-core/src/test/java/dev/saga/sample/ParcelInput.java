package dev.saga.sample;

/** What can be reported to an order. */
public sealed interface ParcelInput {
    /** The order that this is about. */
    String orderId();

    /** Somebody ordered. */
    record Ordered(String orderId, String note) implements ParcelInput {}

    /** A part is on its way. */
    record PartSent(String orderId, Place from, int boxes) implements ParcelInput {}

    /** It takes long. */
    record TimeUp(String orderId) implements ParcelInput {}
}
