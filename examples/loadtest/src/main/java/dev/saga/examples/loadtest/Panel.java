package dev.saga.examples.loadtest;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** One diagram over time, drawn as SVG. */
final class Panel {
    static final int WIDTH = 960;
    static final int HEIGHT = 260;

    private static final int LEFT = 64;
    private static final int RIGHT = 56;
    private static final int TOP = 12;
    private static final int BOTTOM = 28;
    private static final int LABELS = 12;
    private static final double LABEL_HEIGHT = 13;

    private final List<Second> seconds;
    private final Axis axis;
    private final StringBuilder svg = new StringBuilder();
    private double lowestLabel = HEIGHT;

    Panel(String name, List<Second> seconds, Axis axis) {
        this.seconds = seconds;
        this.axis = axis;
        add(
                "<svg viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"%s\">",
                WIDTH, HEIGHT, WIDTH, HEIGHT, name);
        warmup();
        grid();
    }

    private void warmup() {
        long warm = seconds.stream().filter(second -> !second.measured()).count();
        if (warm > 0) {
            double width = x(warm) - LEFT;
            add(
                    "<rect class=\"warmup\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
                    LEFT, TOP, width, bodyHeight());
            add("<text class=\"note\" x=\"%d\" y=\"%d\">warm-up</text>", LEFT + 6, TOP + 16);
        }
    }

    private void grid() {
        for (double tick : axis.ticks()) {
            add(
                    "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
                    LEFT, WIDTH - RIGHT, y(tick), y(tick));
            add(
                    "<text class=\"tick\" text-anchor=\"end\" x=\"%d\" y=\"%.1f\">%s</text>",
                    LEFT - 8, y(tick) + 4, label(tick));
        }
        int step = Math.max(1, (int)
                Axis.linear(seconds.size() * 5.0 / LABELS).ticks().get(1).doubleValue());
        for (int at = 0; at <= seconds.size(); at += step) {
            add("<text class=\"tick\" text-anchor=\"middle\" x=\"%.1f\" y=\"%d\">%d s</text>", x(at), HEIGHT - 8, at);
        }
    }

    /** Draws one series, whose name stands at its end, but for what is no number. The lowest series comes first. */
    Panel line(String name, String style, ToDoubleFunction<Second> value) {
        var points = new StringBuilder();
        double last = HEIGHT;
        for (Second second : seconds) {
            double is = value.applyAsDouble(second);
            if (!Double.isNaN(is)) {
                last = y(is);
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(second.at() + 0.5), last));
            }
        }
        add("<polyline class=\"%s\" points=\"%s\"/>", style, points.toString().strip());
        lowestLabel = Math.min(last + 4, lowestLabel - LABEL_HEIGHT);
        add("<text class=\"name\" x=\"%d\" y=\"%.1f\">%s</text>", WIDTH - RIGHT + 6, lowestLabel, name);
        return this;
    }

    /** Finishes it as a picture at which nobody points. */
    String picture() {
        return svg + "</svg>\n";
    }

    /** Finishes it, with each second's numbers shown where the pointer rests. */
    String svg() {
        for (Second second : seconds) {
            add(
                    "<rect class=\"hit\" x=\"%.1f\" y=\"%d\" width=\"%.2f\" height=\"%d\"><title>second %d: %,d sagas;"
                            + " p50 %.1f, p90 %.1f, p99 %.1f, max %.1f ms</title></rect>",
                    x(second.at()),
                    TOP,
                    x(1) - x(0),
                    bodyHeight(),
                    second.at() + 1,
                    second.sagas(),
                    second.p50(),
                    second.p90(),
                    second.p99(),
                    second.max());
        }
        return svg + "</svg>\n";
    }

    private static String label(double value) {
        return value >= 1 || value == 0
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.2f", value).replaceAll("0+$", "");
    }

    private double x(double second) {
        return LEFT + second / Math.max(1, seconds.size()) * (WIDTH - LEFT - RIGHT);
    }

    private double y(double value) {
        return TOP + (1 - axis.at(value)) * bodyHeight();
    }

    private static int bodyHeight() {
        return HEIGHT - TOP - BOTTOM;
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
