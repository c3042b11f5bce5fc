package io.tieline.rig.bench.southbound;

import java.util.Locale;

/**
 * One line of the table.
 *
 * @param key in the RESULT line and in the machine output
 * @param title with the unit
 * @param limit NaN: none
 * @param most true: the value may be at most the limit; false: at least
 * @param decimals of the value as it is printed
 */
record Figure(String key, String title, double value, double limit, boolean most, int decimals) {

    static Figure atMost(double limit, String key, String title, double value, int decimals) {
        return new Figure(key, title, value, limit, true, decimals);
    }

    static Figure atLeast(double limit, String key, String title, double value, int decimals) {
        return new Figure(key, title, value, limit, false, decimals);
    }

    static Figure reported(String key, String title, double value, int decimals) {
        return new Figure(key, title, value, Double.NaN, true, decimals);
    }

    /** A figure that could not be measured is not met. */
    boolean isMet() {
        return Double.isNaN(limit) || (most ? value <= limit : value >= limit);
    }

    String text() {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    String pair() {
        return key + "=" + text();
    }

    String row() {
        String wanted = Double.isNaN(limit)
                ? ""
                : (most ? "<= " : ">= ") + (limit == Math.rint(limit) ? "" + Math.round(limit) : "" + limit);
        return String.format(Locale.ROOT, "%-66s %12s   %-8s%s", title, text(), wanted, isMet() ? "" : " MISSED");
    }
}
