package dev.saga.examples.loadtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A run as a page of its own, with throughput and latency over time and the result below; or the two as one picture. */
final class Chart {
    private static final String COLOURS = """
            :root { --paper: #fcfcfb; --ink: #0b0b0b; --quiet: #52514e; --line: #e4e3df; --shade: #f1f0ec;
                    --low: #86b6ef; --mid: #2a78d6; --high: #104281; --worst: #898781; }
            @media (prefers-color-scheme: dark) {
              :root { --paper: #1a1a19; --ink: #ffffff; --quiet: #c3c2b7; --line: #383835; --shade: #242423;
                      --low: #104281; --mid: #2a78d6; --high: #9ec5f4; --worst: #898781; } }
            .tick, .note { fill: var(--quiet); } .tick, .note, .name { font-size: 12px; } .name { fill: var(--ink); }
            .grid { stroke: var(--line); } .warmup { fill: var(--shade); }
            polyline { fill: none; stroke-width: 2; stroke-linejoin: round; }
            .low { stroke: var(--low); } .mid { stroke: var(--mid); } .high { stroke: var(--high); }
            .worst { stroke: var(--worst); stroke-width: 1.5; stroke-dasharray: 3 3; }
            """;
    private static final String PAGE = """
            body { background: var(--paper); color: var(--ink); font: 15px/1.45 system-ui, sans-serif;
                   max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
            h1 { font-size: 1.4rem; } h2 { font-size: 1rem; margin: 1.6rem 0 0.3rem; }
            p { color: var(--quiet); }
            svg { width: 100%; height: auto; } pre { overflow-x: auto; color: var(--ink); }
            .hit { fill: transparent; } .hit:hover { fill: var(--quiet); fill-opacity: 0.12; }
            """;

    private static final String THROUGHPUT = "Sagas that ended per second";
    private static final String LATENCY = "From booking.created to the end, milliseconds (logarithmic)";
    private static final int HEADING = 40;

    private Chart() {}

    /**
     * Writes the page, or the picture where the file's name ends with {@code .svg}.
     *
     * @throws LoadTestFailure if the file cannot be written
     */
    static void write(Result result, Path file) {
        try {
            Files.writeString(file, file.toString().endsWith(".svg") ? picture(result) : page(result));
        } catch (IOException e) {
            throw new LoadTestFailure("the chart cannot be written to " + file + ": " + e.getMessage(), e);
        }
    }

    /** The page, which is well-formed XML, too. */
    static String page(Result result) {
        return """
                <!DOCTYPE html>
                <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
                <head><meta charset="utf-8"/><title>Load test</title><style>
                """ + COLOURS + PAGE + "</style></head>\n<body>\n<h1>" + title(result) + "</h1>\n<p>"
                + conditions(result)
                + "</p>\n<h2>" + THROUGHPUT + "</h2>\n"
                + throughput(result.timeline()).svg()
                + "<h2>" + LATENCY + "</h2>\n" + latency(result.timeline()).svg() + "<pre>"
                + escaped(String.join("\n", Table.of(result)) + "\n" + String.join("\n", Table.of(result.books())))
                + "</pre>\n</body>\n</html>\n";
    }

    /** The two panels as one picture that needs nothing else. */
    static String picture(Result result) {
        int height = 2 * (HEADING + Panel.HEIGHT);
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d">
                <style>text { font-family: system-ui, sans-serif; } .paper { fill: var(--paper); }
                %3$s</style>
                <rect class="paper" width="%1$d" height="%2$d"/>
                """.formatted(Panel.WIDTH, height, COLOURS)
                + placed(0, THROUGHPUT + "; " + conditions(result), throughput(result.timeline()))
                + placed(HEADING + Panel.HEIGHT, LATENCY, latency(result.timeline()))
                + "</svg>\n";
    }

    private static String placed(int y, String heading, Panel panel) {
        return "<g transform=\"translate(0 %d)\"><text class=\"name\" x=\"12\" y=\"26\">%s</text>\n"
                        .formatted(y, heading)
                + "<g transform=\"translate(0 %d)\">\n%s</g></g>\n".formatted(HEADING, panel.picture());
    }

    private static Panel throughput(List<Second> seconds) {
        return new Panel("sagas per second", seconds, throughputAxis(seconds)).line("sagas", "mid", Second::sagas);
    }

    private static Panel latency(List<Second> seconds) {
        return new Panel("latency in milliseconds", seconds, latencyAxis(seconds))
                .line("p50", "low", ofSagas(Second::p50))
                .line("p90", "mid", ofSagas(Second::p90))
                .line("p99", "high", ofSagas(Second::p99))
                .line("max", "worst", ofSagas(Second::max));
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
                ? "open loop, %,.1f bookings a second".formatted(options.rate)
                : "closed loop, %,d bookings in flight".formatted(options.concurrency);
        String by = options.bare ? "the bare path instead of a runner" : "runners: " + options.runners;
        return "%s; %d products each; %.0f %% fail; %s; stored beforehand: %,d sagas"
                .formatted(load, options.products, 100 * options.failureRate, by, options.preload);
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
