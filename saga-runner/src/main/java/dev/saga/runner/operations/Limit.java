package dev.saga.runner.operations;

import java.util.Map;
import java.util.regex.Pattern;

/** How many items a page has at most. */
final class Limit {
    private static final int MOST = 1_000;
    private static final String USUAL = "100";
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,3}");

    private Limit() {}

    /** @throws InvalidRequest if the parameter is there and none */
    static int of(Map<String, String> parameters) {
        String value = parameters.getOrDefault("limit", USUAL);
        int limit = NUMBER.matcher(value).matches() ? Integer.parseInt(value) : 0;
        if (limit < 1 || limit > MOST) {
            throw new InvalidRequest("limit should be a whole number from 1 to 1000, but was '" + value + "'");
        }
        return limit;
    }
}
