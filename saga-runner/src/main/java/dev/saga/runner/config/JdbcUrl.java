package dev.saga.runner.config;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A JDBC URL of PostgreSQL, which may hold credentials; it prints without them.
 *
 * @param value the whole URL, credentials included
 */
public record JdbcUrl(String value) {
    private static final String PREFIX = "jdbc:postgresql:";
    private static final Pattern ADDRESS = Pattern.compile("(?:\\[[0-9A-Fa-f:.%]+]|[^:@\\[\\]\\s]*)(?::([0-9]{1,5}))?");
    private static final Pattern BROKEN_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    /** How the text of a URL is read; whether a server answers there is another question. */
    static final Format<JdbcUrl> FORMAT = new Format<>(
            "a JDBC URL such as jdbc:postgresql://localhost:5432/saga, with no user or password before the host"
                    + " and a literal % written as %25",
            text -> Optional.of(text.strip()).filter(JdbcUrl::isWellFormed).map(JdbcUrl::new));

    /** Whether the driver would take it; the driver itself can only say no, and prints the URL with it. */
    private static boolean isWellFormed(String url) {
        if (!url.startsWith(PREFIX) || CONTROL.matcher(url).find() || !isDecodable(url)) {
            return false;
        }
        String server = url.substring(PREFIX.length()).split("\\?", 2)[0];
        if (!server.startsWith("//")) {
            return !server.startsWith("/");
        }
        int slash = server.indexOf('/', 2);
        return slash >= 0
                && Arrays.stream(server.substring(2, slash).split(",", -1)).allMatch(JdbcUrl::isAddress);
    }

    private static boolean isDecodable(String url) {
        return !BROKEN_PERCENT.matcher(url).find();
    }

    private static boolean isAddress(String text) {
        var address = ADDRESS.matcher(text);
        if (!address.matches()) {
            return false;
        }
        if (address.group(1) == null) {
            return true;
        }
        int port = Integer.parseInt(address.group(1));
        return 1 <= port && port <= 65535;
    }

    @Override
    public String toString() {
        return Redaction.mask("postgres.url", value);
    }
}
