package dev.saga.sample;

import dev.saga.saga.Command;

/** What an order asks of others. */
public sealed interface ParcelCommand extends Command {
    /** Send your part. */
    record SendPart(String orderId, Place from) implements ParcelCommand {}

    /** Send your part soon. */
    record Hurry(String orderId, Place from) implements ParcelCommand {}

    /** Everything is on its way, in so many boxes. */
    record TellCustomer(String orderId, int boxes) implements ParcelCommand {}
}
