package dev.saga.booking;

import org.jspecify.annotations.Nullable;

/** What is kept of a text that people or other programs write (contract, section 1). */
final class FreeText {
    private static final int MOST_CODE_POINTS = 1_000;
    private static final int REPLACEMENT = 0xFFFD;

    private FreeText() {}

    /**
     * The text as it is kept and published: at most 1,000 code points, U+FFFD in place of U+0000 and of lone surrogates
     * (neither can be stored or sent as UTF-8), and empty where there is none.
     */
    static String kept(@Nullable String text) {
        if (text == null) {
            return "";
        }
        if (text.length() <= MOST_CODE_POINTS && isFit(text)) {
            return text;
        }
        var kept = new StringBuilder(Math.min(text.length(), MOST_CODE_POINTS));
        text.codePoints()
                .limit(MOST_CODE_POINTS)
                .map(codePoint -> unfit(codePoint) ? REPLACEMENT : codePoint)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean isFit(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (unfit(text.charAt(at))) {
                return false;
            }
        }
        return true;
    }

    private static boolean unfit(int codePoint) {
        return codePoint == 0 || codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
