package io.tieline.tariff;

/**
 * The full-load hours (energy of the period over its highest demand) at which a component is billed: German grid fees have
 * one row below 2,500 h and another from there on.
 *
 * @param from included
 * @param below not included
 */
public record FullLoadHours(double from, double below) {

    public static final FullLoadHours ANY = new FullLoadHours(0, Double.POSITIVE_INFINITY);

    public boolean hold(double hours) {
        return hours >= from && hours < below;
    }

    public boolean isAny() {
        return from == 0 && below == Double.POSITIVE_INFINITY;
    }
}
