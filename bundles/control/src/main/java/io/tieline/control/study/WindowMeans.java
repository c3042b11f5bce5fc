package io.tieline.control.study;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;

/**
 * Demand values: the means of demand windows that follow each other.
 *
 * @param firstMinute start of the first window, minutes since 1970 UTC
 * @param watts one mean a window, + = import
 */
public record WindowMeans(long firstMinute, int windowMinutes, double[] watts) {

    public double highestW() {
        double highest = 0;
        for (double mean : watts) {
            highest = Math.max(highest, mean);
        }
        return highest;
    }

    /** Start of a window, minutes since 1970 UTC. */
    public long minuteOf(int window) {
        return firstMinute + (long) window * windowMinutes;
    }

    /** The month a window belongs to, counted since year 0. */
    public int monthOf(int window, ZoneId zone) {
        YearMonth month =
                YearMonth.from(Instant.ofEpochSecond(minuteOf(window) * 60).atZone(zone));
        return month.getYear() * 12 + month.getMonthValue() - 1;
    }

    /**
     * Where months begin: indexes of their first windows, the first of all included, and last the number of windows.
     */
    public int[] monthBorders(ZoneId zone) {
        int[] borders = new int[watts.length + 1];
        int n = 0;
        int month = Integer.MIN_VALUE;
        for (int w = 0; w < watts.length; w++) {
            int now = monthOf(w, zone);
            if (now != month) {
                borders[n++] = w;
                month = now;
            }
        }
        borders[n++] = watts.length;
        return java.util.Arrays.copyOf(borders, n);
    }

    /** Highest mean between two borders, in turn. */
    public double[] peaksBetween(int[] borders) {
        double[] peaks = new double[borders.length - 1];
        for (int i = 0; i < peaks.length; i++) {
            for (int w = borders[i]; w < borders[i + 1]; w++) {
                peaks[i] = Math.max(peaks[i], watts[w]);
            }
        }
        return peaks;
    }
}
