package io.tieline.control.price;

import io.tieline.control.price.PricePlanner.Battery;
import java.util.Arrays;
import java.util.function.LongToDoubleFunction;

/** The load of the days before, and the plan for the running window. Immutable. */
public record PriceMemory(LoadMemory load, PricePlan plan) {

    public static final PriceMemory EMPTY = new PriceMemory(LoadMemory.EMPTY, PricePlan.NONE);

    private static final long DAY_SECONDS = 86_400;
    private static final double HOUR_MILLIS = 3_600_000;

    /** Remembers a window that has ended; {@code meanW} is NaN if it was not measured for the most part. */
    public PriceMemory closed(long startUtcMillis, long lengthMillis, double meanW) {
        int perDay = (int) (DAY_SECONDS * 1000 / lengthMillis);
        return new PriceMemory(load.with(Math.floorDiv(startUtcMillis, lengthMillis), perDay, meanW), plan);
    }

    /**
     * Plans anew where a window begins.
     *
     * @param price per kilowatt-hour at an instant, NaN where it is not known
     */
    public PriceMemory planned(Battery battery, LongToDoubleFunction price, long startUtcMillis, long lengthMillis) {
        long window = Math.floorDiv(startUtcMillis, lengthMillis);
        if (plan.window() == window) {
            return this;
        }
        double[] prices = prices(price, startUtcMillis, lengthMillis);
        if (prices.length == 0) {
            return new PriceMemory(load, PricePlan.nothing(window, "no price is known"));
        }
        double watts = PricePlanner.plan(battery, prices, load, window, lengthMillis / 1000.0);
        String reason = Double.isNaN(watts)
                ? "the load of a day like this is not known yet, or peak and backup need all there is"
                : (watts == 0 ? "waiting is worth more: " : "") + "energy costs " + prices[0] + " per kWh now, between "
                        + least(prices) + " and " + most(prices) + " in the coming "
                        + Math.round(prices.length * lengthMillis / HOUR_MILLIS) + " h";
        return new PriceMemory(load, new PricePlan(window, watts, reason));
    }

    public PriceMemory unplanned() {
        return plan == PricePlan.NONE ? this : new PriceMemory(load, PricePlan.NONE);
    }

    /** From now on without a gap, for a day at most. */
    private static double[] prices(LongToDoubleFunction price, long startUtcMillis, long lengthMillis) {
        int most = (int) (DAY_SECONDS * 1000 / lengthMillis);
        double[] prices = new double[most];
        for (int s = 0; s < most; s++) {
            prices[s] = price.applyAsDouble(startUtcMillis + s * lengthMillis);
            if (Double.isNaN(prices[s])) {
                return Arrays.copyOf(prices, s);
            }
        }
        return prices;
    }

    private static double least(double[] prices) {
        return Arrays.stream(prices).min().orElse(Double.NaN);
    }

    private static double most(double[] prices) {
        return Arrays.stream(prices).max().orElse(Double.NaN);
    }
}
