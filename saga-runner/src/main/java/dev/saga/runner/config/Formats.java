package dev.saga.runner.config;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** The formats that belong to Kafka's, PostgreSQL's and HTTP's own notions of a name. */
final class Formats {
    private static final Pattern BROKER = Pattern.compile(
            "(?:[A-Za-z_]+://)?(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+(?:%[A-Za-z0-9._-]+)?]):([0-9]{1,5})");
    private static final Pattern SCHEMA = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_-]*");
    private static final int LONGEST_IDENTIFIER = 63;

    static final Format<String> BOOTSTRAP_SERVERS = Format.text(
            "a list of brokers such as host:9092,other:9092",
            text -> Arrays.stream(text.split(",", -1)).allMatch(Formats::isBroker));

    static final Format<String> GROUP_ID = Format.text(
            "1 to 255 characters, none of them a control character", Pattern.compile("[^\\p{Cntrl}]{1,255}"));

    static final Format<String> TOPIC = Format.text(
            "a Kafka topic name (1 to 249 of the letters a-z and A-Z, digits, '.', '_' and '-')",
            Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}"));

    static final Format<String> IDENTIFIER = Format.text(
            "a schema name (letters, digits, '_' and '-', at most 63 bytes, not beginning with a digit, '-' or pg_)",
            text -> SCHEMA.matcher(text).matches()
                    && text.getBytes(StandardCharsets.UTF_8).length <= LONGEST_IDENTIFIER
                    && !text.toLowerCase(Locale.ROOT).startsWith("pg_"));

    static final Format<String> HOST = Format.text(
            "a host name or IP address",
            Pattern.compile(
                    "[A-Za-z0-9][A-Za-z0-9._-]*|\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*" + "(?:%[A-Za-z0-9._-]+)?]?"));

    static final Format<String> USER =
            Format.text("a user name without control characters", Pattern.compile("[^\\p{Cntrl}]+"));

    static final Format<Secret> PASSWORD =
            Format.secret("a password without a NUL character", Pattern.compile("[^\0]+", Pattern.DOTALL));

    static final Format<Secret> BEARER_TOKEN = Format.secret(
            "a bearer token (letters, digits and any of -._~+/=, no white space)",
            Pattern.compile("[A-Za-z0-9._~+/=-]+"));

    private Formats() {}

    private static boolean isBroker(String text) {
        var broker = BROKER.matcher(text.strip());
        if (!broker.matches()) {
            return false;
        }
        int port = Integer.parseInt(broker.group(1));
        return 1 <= port && port <= 65535;
    }
}
