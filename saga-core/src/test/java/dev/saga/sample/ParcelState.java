package dev.saga.sample;

/** Where an order that is shipped from two places stands. */
public sealed interface ParcelState {
    /** Nothing is known yet. */
    record Unknown() implements ParcelState {}

    /** Neither part is on its way. */
    record Shipping(String orderId) implements ParcelState {}

    /** One part is on its way. */
    record HalfShipped(String orderId, Place from, int boxes) implements ParcelState {}

    /** Both are. */
    record Shipped(String orderId, int north, int south) implements ParcelState {}
}
