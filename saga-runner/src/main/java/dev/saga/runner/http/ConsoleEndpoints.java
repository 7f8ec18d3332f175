package dev.saga.runner.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * {@code /}: the console, a page for operators that asks the same server's JSON interface. It needs nothing else: the
 * page's own policy lets it load no script or style but its own, and ask nobody else.
 */
public final class ConsoleEndpoints {
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                    + " require-trusted-types-for 'script'",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin");

    private ConsoleEndpoints() {}

    /** The page, its script and its style. */
    public static List<Route> routes() {
        return List.of(
                file("/", "console.html", "text/html; charset=utf-8"),
                file("/console.js", "console.js", "text/javascript; charset=utf-8"),
                file("/console.css", "console.css", "text/css; charset=utf-8"));
    }

    private static Route file(String path, String name, String contentType) {
        var response = new Response(200, contentType, bytes(name), HEADERS);
        return Route.get(path, request -> response);
    }

    private static byte[] bytes(String name) {
        try (InputStream in = ConsoleEndpoints.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar is not whole: " + name + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the jar is not readable: " + name, e);
        }
    }
}
