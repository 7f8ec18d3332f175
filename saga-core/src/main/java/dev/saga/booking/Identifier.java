package dev.saga.booking;

import org.jspecify.annotations.Nullable;

/** The rule for ids that other services choose (contract, section 1). */
final class Identifier {
    private static final int MOST_CODE_POINTS = 255;

    private Identifier() {}

    /**
     * The id itself, if it is one.
     *
     * @param field the message's field, for the error
     * @throws IllegalArgumentException if it is missing, empty, too long, or has control characters or lone surrogates
     */
    static String check(String field, @Nullable String id) {
        if (id == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
        if (id.isEmpty()) {
            throw new IllegalArgumentException(field + " is empty");
        }
        int codePoints = 0;
        for (int at = 0; at < id.length(); codePoints++) {
            int codePoint = id.codePointAt(at);
            if (Character.isISOControl(codePoint)) {
                throw new IllegalArgumentException(
                        "%s has the control character U+%04X at character %d".formatted(field, codePoint, at));
            }
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                throw new IllegalArgumentException("%s has a lone surrogate at character %d".formatted(field, at));
            }
            at += Character.charCount(codePoint);
        }
        if (codePoints > MOST_CODE_POINTS) {
            throw new IllegalArgumentException(
                    "%s has %d characters; the most is %d".formatted(field, codePoints, MOST_CODE_POINTS));
        }
        return id;
    }
}
