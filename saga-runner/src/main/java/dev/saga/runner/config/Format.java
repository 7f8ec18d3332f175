package dev.saga.runner.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * How the text of a value becomes the value.
 *
 * @param expected what the text must be, to follow "must be" in a sentence
 * @param reading the value, or empty where the text is malformed
 */
record Format<T>(String expected, Function<String, Optional<T>> reading) {
    private static final String NONE = "none";
    private static final Pattern DIGITS = Pattern.compile("-?[0-9]{1,9}");
    private static final Duration LONGEST = Duration.ofDays(3650);

    Optional<T> read(String text) {
        return reading.apply(text);
    }

    /** A text that has the given property; white space around it does not count. */
    static Format<String> text(String expected, Predicate<String> valid) {
        return new Format<>(expected, text -> Optional.of(text.strip()).filter(valid));
    }

    static Format<String> text(String expected, Pattern pattern) {
        return text(expected, text -> pattern.matcher(text).matches());
    }

    /** A secret is taken as it stands, white space included. */
    static Format<Secret> secret(String expected, Pattern pattern) {
        return new Format<>(
                expected,
                text -> Optional.of(text)
                        .filter(secret -> pattern.matcher(secret).matches())
                        .map(Secret::of));
    }

    static Format<Integer> wholeNumber(int least, int most) {
        return new Format<>(
                "a whole number from " + least + " to " + most,
                text -> Optional.of(text.strip())
                        .filter(digits -> DIGITS.matcher(digits).matches())
                        .map(Integer::valueOf)
                        .filter(number -> least <= number && number <= most));
    }

    static Format<Boolean> flag() {
        return new Format<>("true or false", text -> switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    static Format<Duration> duration() {
        return new Format<>(
                "an ISO-8601 duration of days, hours, minutes and seconds, above zero and of at most "
                        + LONGEST.toDays() + " days, such as PT15M",
                text -> {
                    try {
                        return Optional.of(Duration.parse(text.strip()))
                                .filter(duration -> !duration.isNegative() && !duration.isZero())
                                .filter(duration -> duration.compareTo(LONGEST) <= 0);
                    } catch (DateTimeException e) {
                        return Optional.empty();
                    }
                });
    }

    /** The word {@code none} is a choice, too. */
    Format<OrNone<T>> orNone() {
        return new Format<>(
                NONE + " or " + expected,
                text -> text.strip().equalsIgnoreCase(NONE)
                        ? Optional.of(OrNone.none())
                        : read(text).map(OrNone::of));
    }

    /** An empty text, or the word {@code none}, is the same as none at all. */
    Format<OrNone<T>> orEmptyOrNone() {
        Format<OrNone<T>> orNone = orNone();
        return new Format<>(expected, text -> text.isEmpty() ? Optional.of(OrNone.none()) : orNone.read(text));
    }

    /** An empty text is the same as none at all. */
    Format<OrNone<T>> orEmpty() {
        return new Format<>(
                expected,
                text -> text.isEmpty() ? Optional.of(OrNone.none()) : read(text).map(OrNone::of));
    }
}
