package io.tieline.rig.bench;

import java.util.Arrays;
import java.util.Collection;

/** How a measured figure is spread. */
public record Spread(double[] sorted) {

    public static Spread of(Collection<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return new Spread(sorted);
    }

    public double median() {
        return quantile(0.5);
    }

    double p95() {
        return quantile(0.95);
    }

    double least() {
        return quantile(0);
    }

    double most() {
        return quantile(1);
    }

    /** Between neighbours the value is interpolated; NaN of nothing. */
    private double quantile(double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
