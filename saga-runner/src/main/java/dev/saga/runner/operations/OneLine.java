package dev.saga.runner.operations;

/** Text from outside, made fit for one line of a log or a terminal: it can neither forge a line nor steer the terminal. */
public final class OneLine {
    private static final int REPLACEMENT = 0xFFFD;

    private OneLine() {}

    /** The text with U+FFFD in place of every control character. */
    public static String of(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        var line = new StringBuilder(text.length());
        text.codePoints().map(c -> Character.isISOControl(c) ? REPLACEMENT : c).forEach(line::appendCodePoint);
        return line.toString();
    }
}
