package io.tieline.chemistry;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** One quantity over another: straight between the given points, level beyond them. Immutable. */
public final class Curve {

    private final double[] x;
    private final double[] y;

    private Curve(double[] x, double[] y) {
        this.x = x;
        this.y = y;
    }

    /** The same value everywhere. */
    public static Curve level(double value) {
        return new Curve(new double[] {0}, new double[] {value});
    }

    /**
     * A curve through points.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static Curve of(Map<Double, Double> points) {
        if (points.isEmpty()) {
            throw new IllegalArgumentException("points: a curve needs at least one");
        }
        SortedMap<Double, Double> sorted = new TreeMap<>(points);
        return new Curve(
                sorted.keySet().stream().mapToDouble(Double::doubleValue).toArray(),
                sorted.values().stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** The value at a place; at a place that is not a number, the lowest anywhere. */
    public double at(double place) {
        if (Double.isNaN(place)) {
            return lowest();
        }
        if (place <= x[0]) {
            return y[0];
        }
        for (int i = 1; i < x.length; i++) {
            if (place <= x[i]) {
                return y[i - 1] + (y[i] - y[i - 1]) * ((place - x[i - 1]) / (x[i] - x[i - 1]));
            }
        }
        return y[y.length - 1];
    }

    public double lowest() {
        double lowest = y[0];
        for (double value : y) {
            lowest = Math.min(lowest, value);
        }
        return lowest;
    }

    public double highest() {
        return y[highestPoint()];
    }

    /** Where it is highest; of several places the furthest. */
    public double placeOfHighest() {
        return x[highestPoint()];
    }

    private int highestPoint() {
        int found = 0;
        for (int i = 1; i < y.length; i++) {
            found = y[i] >= y[found] ? i : found;
        }
        return found;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Curve curve && Arrays.equals(x, curve.x) && Arrays.equals(y, curve.y);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(x) + Arrays.hashCode(y);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < x.length; i++) {
            text.append(i == 0 ? "" : ", ").append(x[i]).append(": ").append(y[i]);
        }
        return text.append('}').toString();
    }
}
