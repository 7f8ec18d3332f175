package dev.saga.deadletter;

import dev.saga.message.Header;
import dev.saga.message.Inbound;
import dev.saga.message.MessageId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is kept of a message, within bounds, and what is said about the rest. */
final class Excerpt {
    private static final int OF_A_LARGE_VALUE = 16 << 10;
    private static final int OF_A_KEY = 4 << 10;
    private static final int OF_ALL_HEADERS = 64 << 10;
    private static final int PER_HEADER = 32;
    private static final int OF_AN_IDENTITY = 4_096;
    private static final int OF_A_DETAIL = 2_000;

    private final Inbound message;
    private final List<String> leftOut = new ArrayList<>();

    Excerpt(Inbound message) {
        this.message = message;
    }

    DeadLetter letter(String sagaId, DeadLetterReason reason, String detail) {
        boolean tooLarge = message.value() != null && message.value().length > Inbound.MOST_VALUE_BYTES;
        var kept = new Inbound(
                identity(),
                message.type(),
                message.topic(),
                message.partition(),
                message.offset(),
                headers(),
                first(OF_A_KEY, OF_A_KEY, "key", message.key()),
                first(Inbound.MOST_VALUE_BYTES, OF_A_LARGE_VALUE, "value", message.value()),
                message.traceparent());
        String rest = leftOut.isEmpty() ? "" : "; kept are " + String.join(", ", leftOut);
        String why = first(OF_A_DETAIL, detail) + rest;
        return new DeadLetter(sagaId, kept, tooLarge ? DeadLetterReason.TOO_LARGE : reason, why);
    }

    private MessageId identity() {
        String value = message.id().value();
        String kept = first(OF_AN_IDENTITY, value);
        if (kept.length() == value.length()) {
            return message.id();
        }
        leftOut.add("%d of the identity's %d characters".formatted(kept.length(), value.length()));
        return new MessageId(kept, message.id().key());
    }

    /** Those that fit, in order: one that is very large takes no other with it. */
    private List<Header> headers() {
        var kept = new ArrayList<Header>();
        int room = OF_ALL_HEADERS;
        for (Header header : message.headers()) {
            long size =
                    (long) PER_HEADER + header.value().length + header.name().length();
            if (size <= room) {
                kept.add(header);
                room -= (int) size;
            }
        }
        int all = message.headers().size();
        if (kept.size() < all) {
            leftOut.add("%d of the %d headers".formatted(kept.size(), all));
        }
        return kept;
    }

    private byte @Nullable [] first(int most, int instead, String what, byte @Nullable [] bytes) {
        if (bytes == null || bytes.length <= most) {
            return bytes;
        }
        int end = instead;
        while (end > instead - 4 && continuesACharacter(bytes[end])) {
            end--;
        }
        leftOut.add("the first %d of the %s's %d bytes".formatted(end, what, bytes.length));
        return Arrays.copyOf(bytes, end);
    }

    /** Whether this byte is not the first of its character in UTF-8 (RFC 3629): a text stays one where it is cut. */
    private static boolean continuesACharacter(byte b) {
        return (b & 0xC0) == 0x80;
    }

    private static String first(int most, String text) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
