package dev.saga.examples.loadtest;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** The bookings of the {@linkplain BarePath bare path}: in memory only, without rules, and none may fail. */
final class BareBookings {
    private final Map<Key, State> inFlight = new HashMap<>();
    private long position;

    /** The bytes of a booking's id. */
    private record Key(byte[] id) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Arrays.equals(id, key.id);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(id);
        }
    }

    private static final class State {
        private int version;
        private int missing;
        private long cents;
    }

    /** Enters what a message changes into the batch. */
    void handle(BareEvent event, ConsumerRecord<byte[], byte[]> message, BareBatch batch) {
        byte[] value = message.value();
        var key = new Key(message.key());
        State state = event == BareEvent.CREATED ? new State() : inFlight.get(key);
        if (state == null) {
            throw new IllegalStateException(
                    message.topic() + ": no such booking; the bare path cannot be started again");
        }
        batch.happened(identity(message), key.id, ++state.version, event, value);
        switch (event) {
            case CREATED -> {
                inFlight.put(key, state);
                requestStock(state, key, value, batch);
            }
            case RESERVED -> {
                state.cents += Json.number(value, Json.value(value, Json.QUANTITY))
                        * Json.cents(value, Json.value(value, Json.PRICE));
                if (--state.missing == 0) {
                    var json = booking(key).text("\",\"totalPrice\":\"").cents(state.cents);
                    batch.command(++position, Command.REQUEST_PAYMENT, key.id, json.text("\"}"));
                }
            }
            case PAID -> {
                inFlight.remove(key);
                batch.command(
                        ++position,
                        Command.CONFIRM_BOOKING,
                        key.id,
                        booking(key).text("\"}"));
            }
        }
    }

    private void requestStock(State state, Key key, byte[] value, BareBatch batch) {
        int at = Json.value(value, Json.PRODUCT_ID);
        while (at >= 0) {
            state.missing++;
            int quantity = Json.value(value, Json.QUANTITY, at);
            var json = booking(key)
                    .text("\",\"productId\":\"")
                    .bytes(Json.text(value, at))
                    .text("\",\"quantity\":")
                    .number(Json.number(value, quantity));
            batch.command(++position, Command.REQUEST_STOCK, key.id, json.text("}"));
            at = Json.value(value, Json.PRODUCT_ID, quantity);
        }
    }

    private static JsonBytes booking(Key key) {
        return new JsonBytes().text("{\"bookingId\":\"").bytes(key.id);
    }

    private static byte[] identity(ConsumerRecord<byte[], byte[]> message) {
        var identity = new JsonBytes();
        for (Header header : message.headers()) {
            identity.bytes(header.value());
        }
        return identity.toArray();
    }
}
