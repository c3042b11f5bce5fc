package io.tieline.control.demand;

/**
 * Where the load is going, by two means that forget at different speeds; what fluctuates around one level has no trend.
 *
 * @param fastW and {@code slowW}: NaN before the first value
 */
public record LoadTrend(double fastW, double slowW) {

    public static final LoadTrend NONE = new LoadTrend(Double.NaN, Double.NaN);

    private static final double FAST_SECONDS = 10;
    private static final double SLOW_SECONDS = 60;

    /** Takes in a value; NaN changes nothing. StrictMath, so that a replay elsewhere gives the same bits. */
    public LoadTrend next(double loadW, double seconds) {
        if (Double.isNaN(loadW)) {
            return this;
        }
        return Double.isNaN(fastW)
                ? new LoadTrend(loadW, loadW)
                : new LoadTrend(
                        loadW + (fastW - loadW) * StrictMath.exp(-seconds / FAST_SECONDS),
                        loadW + (slowW - loadW) * StrictMath.exp(-seconds / SLOW_SECONDS));
    }

    /** What it will be if it goes on rising as it does; a falling load is not counted on. NaN if nothing is known. */
    public double soonW(double seconds) {
        // A mean with time constant T lags behind a steady rise r by r T.
        double rise = Math.max(0, (fastW - slowW) / (SLOW_SECONDS - FAST_SECONDS));
        return fastW + rise * (FAST_SECONDS + seconds);
    }
}
