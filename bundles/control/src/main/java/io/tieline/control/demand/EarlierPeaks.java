package io.tieline.control.demand;

import java.util.Arrays;

/**
 * Highest demand values of the eleven months before the running one, which a tariff with a memory still bills.
 *
 * @param watts the month before first; 0: not known
 */
public record EarlierPeaks(double[] watts) {

    public static final int MONTHS = 11;
    public static final EarlierPeaks NONE = new EarlierPeaks(new double[MONTHS]);

    /** After a month ended and so many began. */
    EarlierPeaks after(double highestW, int months) {
        double[] next = new double[MONTHS];
        if (months <= MONTHS) {
            System.arraycopy(watts, 0, next, months, MONTHS - months);
            next[months - 1] = highestW;
        }
        return new EarlierPeaks(next);
    }

    double highestW() {
        return Arrays.stream(watts).max().orElse(0);
    }
}
