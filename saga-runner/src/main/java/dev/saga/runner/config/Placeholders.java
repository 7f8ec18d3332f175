package dev.saga.runner.config;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Environment variables in values: {@code ${NAME}} must be set, {@code ${NAME:default}} need not be (the default runs
 * to the next brace and may be empty or hold colons). A variable that is set counts even when it is empty. What a
 * variable brings in is not looked at again, and <code>$${</code> stands for a literal <code>${</code>.
 */
final class Placeholders {
    private static final String OPEN = "${";
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

    /** The value with everything filled in, and whether a variable had a part in it. */
    record Expansion(String text, boolean fromEnvironment) {}

    private Placeholders() {}

    static Expansion expand(String key, String value, Map<String, String> environment) {
        StringBuilder text = new StringBuilder();
        boolean fromEnvironment = false;
        int at = 0;
        for (int open = value.indexOf(OPEN); open >= 0; open = value.indexOf(OPEN, at)) {
            if (open > at && value.charAt(open - 1) == '$') {
                text.append(value, at, open - 1).append(OPEN);
                at = open + OPEN.length();
                continue;
            }
            int close = value.indexOf('}', open);
            if (close < 0) {
                throw new ConfigurationException(
                        key + " has a '${' without its '}'; a literal '${' is written as '$${'");
            }
            String inside = value.substring(open + OPEN.length(), close);
            text.append(value, at, open);
            fromEnvironment |= substitute(key, inside, environment, text);
            at = close + 1;
        }
        return new Expansion(text.append(value, at, value.length()).toString(), fromEnvironment);
    }

    private static boolean substitute(String key, String inside, Map<String, String> environment, StringBuilder text) {
        int colon = inside.indexOf(':');
        String name = colon < 0 ? inside : inside.substring(0, colon);
        if (!NAME.matcher(name).matches() || inside.contains(OPEN)) {
            throw new ConfigurationException(key + " must name an environment variable as ${NAME} or ${NAME:default},"
                    + " one not inside another; a literal '${' is written as '$${'");
        }
        String set = environment.get(name);
        if (set != null) {
            text.append(set);
            return true;
        }
        if (colon < 0) {
            throw new ConfigurationException(key + " takes the environment variable " + name
                    + ", which is not set; set it, or give a default as ${" + name + ":default}");
        }
        text.append(inside, colon + 1, inside.length());
        return false;
    }
}
