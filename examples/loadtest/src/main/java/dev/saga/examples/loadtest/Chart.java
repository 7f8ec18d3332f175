package dev.saga.examples.loadtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A run as a page of its own: throughput and latency over time, and the result below. */
final class Chart {
    private static final String STYLE = """
            :root { --paper: #fcfcfb; --ink: #0b0b0b; --quiet: #52514e; --line: #e4e3df; --shade: #f1f0ec;
                    --low: #86b6ef; --mid: #2a78d6; --high: #104281; --worst: #898781; }
            @media (prefers-color-scheme: dark) {
              :root { --paper: #1a1a19; --ink: #ffffff; --quiet: #c3c2b7; --line: #383835; --shade: #242423;
                      --low: #104281; --mid: #2a78d6; --high: #9ec5f4; --worst: #898781; } }
            body { background: var(--paper); color: var(--ink); font: 15px/1.45 system-ui, sans-serif;
                   max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
            h1 { font-size: 1.4rem; } h2 { font-size: 1rem; margin: 1.6rem 0 0.3rem; }
            p, .tick, .note { color: var(--quiet); fill: var(--quiet); }
            svg { width: 100%; height: auto; } pre { overflow-x: auto; color: var(--ink); }
            .tick, .note, .name { font-size: 12px; } .name { fill: var(--ink); }
            .grid { stroke: var(--line); } .warmup { fill: var(--shade); }
            polyline { fill: none; stroke-width: 2; stroke-linejoin: round; }
            .low { stroke: var(--low); } .mid { stroke: var(--mid); } .high { stroke: var(--high); }
            .worst { stroke: var(--worst); stroke-width: 1.5; stroke-dasharray: 3 3; }
            .hit { fill: transparent; } .hit:hover { fill: var(--quiet); fill-opacity: 0.12; }
            """;

    private Chart() {}

    /**
     * Writes the page.
     *
     * @throws LoadTestFailure if the file cannot be written
     */
    static void write(Result result, Path file) {
        try {
            Files.writeString(file, page(result));
        } catch (IOException e) {
            throw new LoadTestFailure("the chart cannot be written to " + file + ": " + e.getMessage(), e);
        }
    }

    /** The page, which is well-formed XML, too. */
    static String page(Result result) {
        List<Second> seconds = result.timeline();
        String throughput = new Panel("sagas per second", seconds, throughputAxis(seconds))
                .line("sagas", "mid", Second::sagas)
                .svg();
        String latency = new Panel("latency in milliseconds", seconds, latencyAxis(seconds))
                .line("p50", "low", ofSagas(Second::p50))
                .line("p90", "mid", ofSagas(Second::p90))
                .line("p99", "high", ofSagas(Second::p99))
                .line("max", "worst", ofSagas(Second::max))
                .svg();
        return """
                <!DOCTYPE html>
                <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
                <head><meta charset="utf-8"/><title>Load test</title><style>
                """ + STYLE + "</style></head>\n<body>\n<h1>" + title(result) + "</h1>\n<p>" + conditions(result)
                + "</p>\n<h2>Sagas that ended per second</h2>\n" + throughput
                + "<h2>From booking.created to the end, milliseconds (logarithmic)</h2>\n" + latency + "<pre>"
                + escaped(String.join("\n", Table.of(result)) + "\n" + String.join("\n", Table.of(result.books())))
                + "</pre>\n</body>\n</html>\n";
    }

    /** A second in which no saga ended has no latency. */
    private static ToDoubleFunction<Second> ofSagas(ToDoubleFunction<Second> latency) {
        return second -> second.sagas() == 0 ? Double.NaN : latency.applyAsDouble(second);
    }

    private static String title(Result result) {
        return "%,.0f sagas a second, p99 %,.1f ms"
                .formatted(result.sagasPerSecond(), result.latencies().millis(0.99));
    }

    private static String conditions(Result result) {
        Options options = result.options();
        String load = options.isOpenLoop()
                ? "open loop, %,.1f bookings a second".formatted(options.rate())
                : "closed loop, %,d bookings in flight".formatted(options.concurrency());
        return "%s; %d products each; %.0f %% fail; runners: %d; stored beforehand: %,d sagas"
                .formatted(load, options.products(), 100 * options.failureRate(), options.runners(), options.preload());
    }

    private static Axis throughputAxis(List<Second> seconds) {
        return Axis.linear(seconds.stream().mapToDouble(Second::sagas).max().orElse(1));
    }

    private static Axis latencyAxis(List<Second> seconds) {
        List<Second> busy =
                seconds.stream().filter(second -> second.sagas() > 0).toList();
        return Axis.logarithmic(
                busy.stream().mapToDouble(Second::p50).min().orElse(1),
                busy.stream().mapToDouble(Second::max).max().orElse(10));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
