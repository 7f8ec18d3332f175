package dev.saga.examples.loadtest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A small JSON text being written. */
final class JsonBytes {
    private byte[] bytes = new byte[160];
    private int length;

    JsonBytes text(String text) {
        return bytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    JsonBytes bytes(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }

    JsonBytes number(long number) {
        return text(Long.toString(number));
    }

    /** An amount with two decimals. */
    JsonBytes cents(long cents) {
        number(cents / 100);
        room(3);
        bytes[length++] = '.';
        bytes[length++] = (byte) ('0' + cents / 10 % 10);
        bytes[length++] = (byte) ('0' + cents % 10);
        return this;
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, length);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
