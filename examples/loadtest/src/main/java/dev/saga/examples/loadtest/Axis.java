package dev.saga.examples.loadtest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** A scale from 0 (at the bottom) to 1. */
interface Axis {

    /** Where the value is; beyond the ends, at the end. */
    double at(double value);

    /** The values that are marked. */
    List<Double> ticks();

    /** From 0 in even steps; the top is a round number that is not below the largest value. */
    static Axis linear(double largest) {
        double step = roundStep(Math.max(largest, 1) / 5);
        double top = step * Math.ceil(Math.max(largest, 1) / step);
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; i * step <= top; i++) {
            ticks.add(i * step);
        }
        return new Scale(ticks, value -> value / top);
    }

    /** By powers of ten that enclose all values; with the steps between when they are few. */
    static Axis logarithmic(double smallest, double largest) {
        double low = Math.floor(Math.log10(Math.max(smallest, 0.01)));
        double high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(largest, 0.01))));
        int[] steps = high - low <= 3 ? new int[] {1, 2, 5} : new int[] {1};
        List<Double> ticks = new ArrayList<>();
        for (double power = low; power < high; power++) {
            for (int step : steps) {
                ticks.add(step * Math.pow(10, power));
            }
        }
        ticks.add(Math.pow(10, high));
        return new Scale(ticks, value -> (Math.log10(Math.max(value, 1e-9)) - low) / (high - low));
    }

    private static double roundStep(double step) {
        double power = Math.pow(10, Math.floor(Math.log10(step)));
        double digit = step / power;
        if (digit <= 1) {
            return power;
        }
        if (digit <= 2) {
            return 2 * power;
        }
        return digit <= 5 ? 5 * power : 10 * power;
    }

    /** A scale whose ticks are known. */
    record Scale(List<Double> ticks, DoubleUnaryOperator place) implements Axis {

        @Override
        public double at(double value) {
            return Math.max(0, Math.min(1, place.applyAsDouble(value)));
        }
    }
}
