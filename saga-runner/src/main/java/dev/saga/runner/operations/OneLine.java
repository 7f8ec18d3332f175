package dev.saga.runner.operations;

/**
 * Text from outside, made fit for one line of a log or a terminal: it can neither forge a line nor steer the terminal.
 */
public final class OneLine {
    private OneLine() {}

    /** The text with an escape such as {@code \\u000A} for each character that is none to see: controls, formats, line ends. */
    public static String of(String text) {
        if (text.codePoints().allMatch(OneLine::isSafe)) {
            return text;
        }
        var line = new StringBuilder(text.length() + 10);
        text.codePoints().forEach(c -> {
            if (isSafe(c)) {
                line.appendCodePoint(c);
            } else {
                for (char unit : Character.toChars(c)) {
                    line.append("\\u%04X".formatted((int) unit));
                }
            }
        });
        return line.toString();
    }

    private static boolean isSafe(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
