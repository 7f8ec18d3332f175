package dev.saga.sample;

/** Where a part of an order is shipped from. */
public enum Place {
    NORTH,
    SOUTH;

    Place other() {
        return this == NORTH ? SOUTH : NORTH;
    }
}
