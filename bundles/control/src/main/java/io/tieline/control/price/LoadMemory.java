package io.tieline.control.price;

import java.util.Arrays;

/**
 * The mean load of the demand windows of the last week, the batteries taken out. Immutable.
 *
 * @param lastWindow number since 1970 of the newest window, {@link #NONE}: nothing is known
 * @param meansW by window number modulo its length; NaN where a window was not measured
 */
public record LoadMemory(long lastWindow, double[] meansW) {

    static final int DAYS = 7;
    private static final long NONE = Long.MIN_VALUE;

    public static final LoadMemory EMPTY = new LoadMemory(NONE, new double[0]);

    /**
     * Remembers a window.
     *
     * @param window its number since 1970
     * @param perDay how many make a day
     * @param meanW NaN: it was not measured for the most part
     */
    public LoadMemory with(long window, int perDay, double meanW) {
        int length = DAYS * perDay;
        double[] next = meansW.length == length ? meansW.clone() : filled(length);
        long gap = lastWindow == NONE || meansW.length != length ? 0 : window - lastWindow;
        for (long missed = Math.max(lastWindow + 1, window - length); gap > 1 && missed < window; missed++) {
            next[(int) Math.floorMod(missed, (long) length)] = Double.NaN;
        }
        next[(int) Math.floorMod(window, (long) length)] = meanW;
        return new LoadMemory(Math.max(lastWindow, window), next);
    }

    private static double[] filled(int length) {
        double[] unknown = new double[length];
        Arrays.fill(unknown, Double.NaN);
        return unknown;
    }

    /** The load a number of days before a coming window, NaN if it is not known. */
    double daysBefore(long window, int days) {
        int perDay = meansW.length / DAYS;
        long past = window - (long) days * perDay;
        return perDay == 0 || past > lastWindow || past <= lastWindow - meansW.length
                ? Double.NaN
                : meansW[(int) Math.floorMod(past, (long) meansW.length)];
    }

    /** The mean load at this time of day over the days before, NaN if none is known. */
    double typicalW(long window) {
        double sum = 0;
        int known = 0;
        for (int day = 1; day < DAYS; day++) {
            double load = daysBefore(window, day);
            if (!Double.isNaN(load)) {
                sum += load;
                known++;
            }
        }
        return known == 0 ? Double.NaN : sum / known;
    }

    /** The week as text, to survive a restart. */
    public String text() {
        StringBuilder text = new StringBuilder().append(lastWindow);
        for (double mean : meansW) {
            text.append(' ').append(Double.isNaN(mean) ? "-" : Long.toString(Math.round(mean)));
        }
        return text.toString();
    }

    /** The counterpart of {@link #text}; a damaged one is empty. */
    public static LoadMemory of(String text) {
        String[] parts = text.split(" ", -1);
        double[] means = new double[parts.length - 1];
        try {
            for (int i = 0; i < means.length; i++) {
                means[i] = parts[i + 1].equals("-") ? Double.NaN : Double.parseDouble(parts[i + 1]);
            }
            return means.length % DAYS == 0 ? new LoadMemory(Long.parseLong(parts[0]), means) : EMPTY;
        } catch (NumberFormatException e) {
            return EMPTY;
        }
    }
}
