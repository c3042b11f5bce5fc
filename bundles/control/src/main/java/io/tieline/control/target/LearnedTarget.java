package io.tieline.control.target;

/**
 * The level the rest of a billing period will probably need, from what past days needed.
 *
 * <p>A period's level is that of its hardest day. Were days independent, the hardest of {@code n} days would stay below
 * their {@code q}-quantile with probability {@code q^n}: the quantile {@code 0.15^(1/n)} is exceeded at least once with
 * 85 %. A margin of 8 % of the batteries' power on it pays for not running empty on a day a little harder than those
 * before. As the period nears its end with nothing incurred, fewer days are left to be hard and the level falls.
 *
 * <p>Where a peak is paid for a year, and the year before is known, its hardest day is the level, as it was: a margin on it
 * made things worse on the average of nine pairs of years (control laws, 2.3).
 *
 * <p>README.md beside this file has the measurements behind the numbers, and what was tried and lost.
 */
public final class LearnedTarget {

    private static final double STAYS_BELOW = 0.15;
    private static final double MARGIN_OF_POWER = 0.08;
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
        if (lookBackDays >= YEAR_OF_DAYS && days.known(lookBackDays) >= YEAR_OF_DAYS) {
            return days.quantileW(lookBackDays, 1);
        }
        double share = StrictMath.pow(STAYS_BELOW, 1.0 / Math.max(1, daysLeft));
        return days.quantileW(lookBackDays, share) + MARGIN_OF_POWER * storage.powerW();
    }
}
