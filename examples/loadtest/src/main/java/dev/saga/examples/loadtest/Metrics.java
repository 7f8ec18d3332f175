package dev.saga.examples.loadtest;

import java.util.HashMap;
import java.util.Map;

/**
 * What a process tells Prometheus: of each name, the sum over all its labels.
 *
 * @param values by name
 */
record Metrics(Map<String, Double> values) {

    /** Copies the map. */
    Metrics {
        values = Map.copyOf(values);
    }

    static Metrics parse(String text) {
        Map<String, Double> values = new HashMap<>();
        text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(line -> values.merge(name(line), value(line), Double::sum));
        return new Metrics(values);
    }

    private static String name(String line) {
        int end = line.indexOf('{');
        return line.substring(0, end < 0 ? line.indexOf(' ') : end);
    }

    /** Labels may hold spaces, and a time may follow; the runner writes none. */
    private static double value(String line) {
        String value = line.substring(line.lastIndexOf(' ') + 1);
        return switch (value) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(value);
        };
    }

    /** The sum over all labels; 0 if there is none of that name. */
    double of(String name) {
        return values.getOrDefault(name, 0.0);
    }

    Metrics plus(Metrics other) {
        Map<String, Double> sum = new HashMap<>(values);
        other.values.forEach((name, value) -> sum.merge(name, value, Double::sum));
        return new Metrics(sum);
    }
}
