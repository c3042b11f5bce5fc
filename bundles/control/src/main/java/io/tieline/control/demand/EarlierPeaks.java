package io.tieline.control.demand;

import java.util.Arrays;

/**
 * Highest demand values of the eleven months before the running one, which a tariff with a memory still bills.
 *
 * @param watts the month before first; 0: not known. A twelfth one is there where the tariff remembers a part of what counts
 *     only: the highest of that part in the running month
 */
public record EarlierPeaks(double[] watts) {

    public static final int MONTHS = 11;
    public static final EarlierPeaks NONE = new EarlierPeaks(new double[MONTHS]);

    /**
     * After a window that counts.
     *
     * @param remembered whether later months are billed by it
     * @param highestW of the running month before it
     */
    EarlierPeaks counted(boolean remembered, double meanW, double highestW) {
        if (remembered && watts.length == MONTHS) {
            return this;
        }
        double[] next = Arrays.copyOf(watts, MONTHS + 1);
        double before = watts.length == MONTHS ? highestW : watts[MONTHS];
        next[MONTHS] = remembered ? Math.max(before, meanW) : before;
        return new EarlierPeaks(next);
    }

    /** After a month ended and so many began. */
    EarlierPeaks after(double highestW, int months) {
        double[] next = new double[watts.length];
        if (months <= MONTHS) {
            System.arraycopy(watts, 0, next, months, MONTHS - months);
            next[months - 1] = watts.length == MONTHS ? highestW : watts[MONTHS];
        }
        return new EarlierPeaks(next);
    }

    double highestW() {
        double highest = 0;
        for (int i = 0; i < MONTHS; i++) {
            highest = Math.max(highest, watts[i]);
        }
        return highest;
    }
}
