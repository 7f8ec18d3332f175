package dev.saga.runner.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What of a value may be shown to people: no secrets, no second line, no megabytes. */
final class Redaction {
    static final String MASK = "***";

    private static final int SHOWN_CODE_POINTS = 80;
    private static final List<String> SECRET_WORDS = List.of(
            "password",
            "passwd",
            "pwd",
            "passphrase",
            "secret",
            "token",
            "jaas",
            "credential",
            "private.key",
            "keystore.key",
            "certificate",
            "api.key",
            "apikey",
            "user.info");

    /** {@code //user:anything@}, told from {@code //host:5432/…?user=name@tenant} by the port. */
    private static final Pattern USER_AND_PASSWORD =
            Pattern.compile("//[^/?#:@\\[\\]]*:(?!\\d{1,5}(?:[,/?#]|$)).*@", Pattern.DOTALL);

    private static final Pattern USER = Pattern.compile("//[^/?#:@]*@");

    private Redaction() {}

    static boolean isSecret(String key) {
        String name = key.toLowerCase(Locale.ROOT);
        return name.endsWith(".key") || SECRET_WORDS.stream().anyMatch(name::contains);
    }

    /** The value, or as much of it as is no secret. An empty value stays empty: that it is missing is no secret. */
    static String mask(String key, String value) {
        if (isSecret(key)) {
            return value.isEmpty() ? "" : MASK;
        }
        String noPassword = USER_AND_PASSWORD.matcher(maskParameters(value)).replaceAll("//" + MASK + "@");
        return USER.matcher(noPassword).replaceAll("//" + MASK + "@");
    }

    private static String maskParameters(String url) {
        int query = url.indexOf('?');
        if (query < 0) {
            return url;
        }
        StringBuilder shown = new StringBuilder(url.substring(0, query));
        char separator = '?';
        boolean afterSecret = false;
        for (String parameter : url.substring(query + 1).split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (equals < 0 && afterSecret) {
                continue; // the rest of a password with a bare '&' in it
            }
            afterSecret = equals >= 0 && isSecret(parameter.substring(0, equals));
            shown.append(separator).append(afterSecret ? parameter.substring(0, equals + 1) + MASK : parameter);
            separator = '&';
        }
        return shown.toString();
    }

    /** The end of a sentence that says what a key holds: {@code is 'abc'}. */
    static String found(String key, String value) {
        if (value.isEmpty()) {
            return "is empty";
        }
        return isSecret(key) ? "its value (not shown) is not" : "is " + quote(mask(key, value));
    }

    /** The text between quotes, cut where it gets long. */
    static String quote(String text) {
        if (text.codePointCount(0, text.length()) <= SHOWN_CODE_POINTS) {
            return "'" + text + "'";
        }
        return "'" + text.substring(0, text.offsetByCodePoints(0, SHOWN_CODE_POINTS)) + "...' (" + text.length()
                + " characters)";
    }

    /** A key as the file has it, cut where it gets long: what stands there need not be a key. */
    static String key(String key) {
        return key.length() <= SHOWN_CODE_POINTS ? key : quote(key);
    }
}
