package io.tieline.control.target;

/**
 * The level the rest of a billing period will probably need, from what past days needed.
 *
 * <p>A period's level is that of its hardest day. Were days independent, the hardest of {@code n} days would stay below
 * their {@code q}-quantile with probability {@code q^n}: the quantile {@code 0.15^(1/n)} is exceeded at least once with
 * 85 %. A margin of 4 % of the batteries' power on it pays for not running empty on a day a little harder than those
 * before. As the period nears its end with nothing incurred, fewer days are left to be hard and the level falls. A site that
 * has begun to draw more or less goes on so: half of what the hardest day of the last week differs from those of the last four
 * weeks is added.
 *
 * <p>Where a peak is paid for a year, and the year before is known, the quantile is taken as it is: among so many days it is
 * one of the hardest already, and a margin on it makes things worse on average (control laws, 2.3).
 *
 * <p>README.md beside this file has the measurements behind the numbers, and what was tried and lost.
 */
public final class LearnedTarget {

    private static final double STAYS_BELOW = 0.15;
    private static final double MARGIN_OF_POWER = 0.04;
    private static final int WEEK = 7;
    private static final int WEEKS = 4;
    private static final double FOLLOWED = 0.5;
    /** So many days tell of a whole year: its seasons have all been seen. */
    private static final int YEAR_OF_DAYS = 330;

    private LearnedTarget() {}

    /**
     * The level.
     *
     * @param lookBackDays how many past days resemble what is to come
     * @param daysLeft of the billing period, today included
     * @return W; NaN if none of those days is known
     */
    public static double levelW(DailyLevels days, int lookBackDays, int daysLeft, Storage storage) {
        double share = StrictMath.pow(STAYS_BELOW, 1.0 / Math.max(1, daysLeft));
        double level = days.quantileW(lookBackDays, share);
        boolean year = lookBackDays >= YEAR_OF_DAYS && days.known(lookBackDays) >= YEAR_OF_DAYS;
        return year ? level : level + FOLLOWED * trendW(days) + MARGIN_OF_POWER * storage.powerW();
    }

    /** Week against weeks: a site with one hard day a week has no trend. */
    private static double trendW(DailyLevels days) {
        double sum = 0;
        for (int week = 0; week < WEEKS; week++) {
            sum += days.highestW(week * WEEK, WEEK);
        }
        double trend = days.highestW(0, WEEK) - sum / WEEKS;
        return Double.isNaN(trend) ? 0 : trend;
    }
}
