package dev.saga.examples.demo;

import java.util.regex.Pattern;

/** Text that keeps to a terminal's columns, also where ids have characters that are two columns wide. */
final class Columns {
    static final int WIDTH = 100;

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]");
    private static final String CUT = "...";

    private Columns() {}

    /** The text without what would move a terminal's cursor or turn its writing around. */
    static String plain(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("?");
    }

    /** The text, plain, and cut where it would need more columns than these. */
    static String fit(String unsafe, int columns) {
        String text = plain(unsafe);
        if (width(text) <= columns) {
            return text;
        }
        int used = CUT.length();
        int end = 0;
        while (used + width(text.codePointAt(end)) <= columns) {
            used += width(text.codePointAt(end));
            end = text.offsetByCodePoints(end, 1);
        }
        return text.substring(0, end) + CUT;
    }

    /** The text with spaces behind it up to that column. */
    static String pad(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - width(text)));
    }

    private static int width(String text) {
        return text.codePoints().map(Columns::width).sum();
    }

    private static int width(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = codePoint >= 0x1100 && codePoint <= 0x115F
                || codePoint >= 0x2E80 && codePoint <= 0xA4CF
                || codePoint >= 0xAC00 && codePoint <= 0xD7A3
                || codePoint >= 0xF900 && codePoint <= 0xFAFF
                || codePoint >= 0xFE30 && codePoint <= 0xFE6F
                || codePoint >= 0xFF00 && codePoint <= 0xFF60
                || codePoint >= 0x1F300;
        return wide ? 2 : 1;
    }
}
