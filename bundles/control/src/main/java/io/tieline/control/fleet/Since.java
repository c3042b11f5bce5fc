package io.tieline.control.fleet;

/**
 * How long and how much ago something was done to a battery.
 *
 * @param cycles equivalent full cycles
 */
public record Since(double seconds, double cycles) {

    public static final Since NEVER = new Since(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    static final Since NOW = new Since(0, 0);

    Since and(double moreSeconds, double moreCycles) {
        return new Since(seconds + moreSeconds, cycles + moreCycles);
    }
}
