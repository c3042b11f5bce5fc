package io.tieline.control.target;

import java.util.Arrays;

/**
 * What past days needed: for each the lowest level its load could have been kept at by the batteries, full at midnight.
 * It does not depend on what the control did on those days.
 *
 * @param lastDay day of the newest entry, days since 1970 on the site's calendar
 * @param levelsW oldest first, one a day; NaN: not enough of that day was measured
 */
public record DailyLevels(long lastDay, double[] levelsW) {

    public static final DailyLevels NONE = new DailyLevels(0, new double[0]);

    /** A year and a month: the same season of last year is still there when it comes again. */
    private static final int MOST_DAYS = 400;

    /** With one more day; a day that is not after the last one changes nothing. */
    DailyLevels with(long day, double levelW) {
        if (levelsW.length > 0 && day <= lastDay) {
            return this;
        }
        long missed = levelsW.length == 0 ? 0 : day - lastDay - 1;
        if (missed >= MOST_DAYS) {
            return new DailyLevels(day, new double[] {levelW});
        }
        int length = (int) Math.min(MOST_DAYS, levelsW.length + missed + 1);
        double[] levels = new double[length];
        Arrays.fill(levels, Double.NaN);
        int kept = (int) Math.min(levelsW.length, Math.max(0, length - missed - 1));
        System.arraycopy(levelsW, levelsW.length - kept, levels, length - (int) missed - 1 - kept, kept);
        levels[length - 1] = levelW;
        return new DailyLevels(day, levels);
    }

    /** How many of the last so many days are known. */
    public int known(int days) {
        int known = 0;
        for (int i = Math.max(0, levelsW.length - days); i < levelsW.length; i++) {
            known += Double.isNaN(levelsW[i]) ? 0 : 1;
        }
        return known;
    }

    /**
     * The level a share of the last so many days did not exceed, between neighbours in proportion.
     *
     * @param share 0 to 1
     * @return NaN if none of these days is known
     */
    public double quantileW(int days, double share) {
        double[] sorted = recent(days);
        if (sorted.length == 0) {
            return Double.NaN;
        }
        Arrays.sort(sorted);
        double position = Math.max(0, share * sorted.length - 1);
        int below = Math.min((int) position, sorted.length - 1);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    /**
     * The highest level of some days in a row.
     *
     * @param before how many days lie between them and today
     * @return NaN if so many days are not recorded, or none of them is known
     */
    public double highestW(int before, int days) {
        int to = levelsW.length - before;
        if (to < days) {
            return Double.NaN;
        }
        double highest = Double.NaN;
        for (int i = to - days; i < to; i++) {
            if (Double.isNaN(highest) || levelsW[i] > highest) {
                highest = levelsW[i];
            }
        }
        return highest;
    }

    private double[] recent(int days) {
        int from = Math.max(0, levelsW.length - days);
        return Arrays.stream(levelsW, from, levelsW.length)
                .filter(level -> !Double.isNaN(level))
                .toArray();
    }

    /** In whole watts, to be kept over a restart. */
    String toText() {
        return Numbers.toText(lastDay, levelsW);
    }

    /** The counterpart of {@link #toText}; what is damaged is as good as never known. */
    static DailyLevels fromText(String text) {
        return Numbers.parse(text)
                .map(numbers -> new DailyLevels(numbers.day(), numbers.watts()))
                .orElse(NONE);
    }
}
