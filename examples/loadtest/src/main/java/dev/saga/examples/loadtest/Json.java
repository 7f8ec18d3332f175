package dev.saga.examples.loadtest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finds values in JSON whose names are known and whose texts hold no escapes, without reading the rest. */
final class Json {
    static final byte[] BOOKING_ID = name("bookingId");
    static final byte[] PRODUCT_ID = name("productId");
    static final byte[] QUANTITY = name("quantity");
    static final byte[] PRICE = name("price");
    static final byte[] TOTAL_PRICE = name("totalPrice");

    private static final int CENTS_DIGITS = 2;

    private Json() {}

    private static byte[] name(String name) {
        return ('"' + name + '"').getBytes(StandardCharsets.US_ASCII);
    }

    /** Where the value of that name begins, behind its quotation mark if it is a text; -1 if it is not there. */
    static int value(byte[] json, byte[] name) {
        return value(json, name, 0);
    }

    /** The same, from there on. */
    static int value(byte[] json, byte[] name, int from) {
        for (int at = from; at + name.length < json.length; at++) {
            if (json[at] == '"' && matches(json, at, name)) {
                int colon = behindBlanks(json, at + name.length);
                int value = behindBlanks(json, colon + 1);
                if (value < json.length && json[colon] == ':') {
                    return json[value] == '"' ? value + 1 : value;
                }
            }
        }
        return -1;
    }

    private static int behindBlanks(byte[] json, int from) {
        int at = from;
        while (at < json.length && json[at] == ' ') {
            at++;
        }
        return at;
    }

    private static boolean matches(byte[] json, int at, byte[] name) {
        for (int i = 0; i < name.length; i++) {
            if (json[at + i] != name[i]) {
                return false;
            }
        }
        return true;
    }

    /** The text that begins there. */
    static byte[] text(byte[] json, int at) {
        int end = at;
        while (json[end] != '"') {
            end++;
        }
        return Arrays.copyOfRange(json, at, end);
    }

    /** The whole number that begins there; -1 if none does. */
    static long number(byte[] json, int at) {
        if (at < 0 || at >= json.length || !isDigit(json[at])) {
            return -1;
        }
        long number = 0;
        for (int i = at; i < json.length && isDigit(json[i]); i++) {
            number = number * 10 + json[i] - '0';
        }
        return number;
    }

    /** The amount with exactly two decimals that begins there, in cents; -1 if none does. */
    static long cents(byte[] json, int at) {
        long units = number(json, at);
        if (units < 0) {
            return -1;
        }
        int point = at;
        while (point < json.length && isDigit(json[point])) {
            point++;
        }
        int end = point + 1 + CENTS_DIGITS;
        if (end >= json.length || json[point] != '.' || isDigit(json[end]) || number(json, point + 1) < 0) {
            return -1;
        }
        return isDigit(json[point + 2]) ? units * 100 + number(json, point + 1) : -1;
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }
}
