package dev.saga.sample;

import dev.saga.saga.ImpossibleEvent;
import dev.saga.sample.ParcelState.HalfShipped;
import dev.saga.sample.ParcelState.Shipped;
import dev.saga.sample.ParcelState.Shipping;
import dev.saga.sample.ParcelState.Unknown;

/** What is recorded of an order. */
public sealed interface ParcelEvent {
    /** The state after this event. */
    ParcelState applyTo(ParcelState current);

    /** The order is known, and both parts are asked for. */
    record OrderPlaced(String orderId, String note) implements ParcelEvent {
        @Override
        public ParcelState applyTo(ParcelState current) {
            if (current instanceof Unknown) {
                return new Shipping(orderId);
            }
            throw new ImpossibleEvent(current, this);
        }
    }

    /** A part is on its way. */
    record PartShipped(Place from, int boxes) implements ParcelEvent {
        @Override
        public ParcelState applyTo(ParcelState current) {
            if (current instanceof Shipping shipping) {
                return new HalfShipped(shipping.orderId(), from, boxes);
            }
            if (current instanceof HalfShipped half && half.from() != from) {
                return from == Place.NORTH
                        ? new Shipped(half.orderId(), boxes, half.boxes())
                        : new Shipped(half.orderId(), half.boxes(), boxes);
            }
            throw new ImpossibleEvent(current, this);
        }
    }

    /** The places that had not sent their part were reminded. */
    record Reminded() implements ParcelEvent {
        @Override
        public ParcelState applyTo(ParcelState current) {
            if (current instanceof Shipping || current instanceof HalfShipped) {
                return current;
            }
            throw new ImpossibleEvent(current, this);
        }
    }

    /** Everything is on its way. */
    record OrderShipped(int boxes) implements ParcelEvent {
        @Override
        public ParcelState applyTo(ParcelState current) {
            if (current instanceof Shipped) {
                return current;
            }
            throw new ImpossibleEvent(current, this);
        }
    }
}
