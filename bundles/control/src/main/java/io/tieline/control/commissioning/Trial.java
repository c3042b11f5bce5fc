package io.tieline.control.commissioning;

import io.tieline.control.settings.CommissioningSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The steps of one cabinet: up, down, down, up and so on, so that a load that drifts cancels out. Each pair of an up and a
 * down gives one ratio of what the meter saw to what was asked for; there are as many pairs as it takes to know it well
 * enough. Immutable.
 *
 * @param highW and {@code lowW}: the two powers
 * @param leg the running step, counted from 0; -1: at rest before the first
 * @param legNanos when it began
 * @param meterSum of the import in the second half of the step, over {@code meterCount} values
 * @param firstMeanW mean import of the first step of the running pair
 * @param answered whether the cabinet has reached the running step
 */
record Trial(
        String cabinet,
        double highW,
        double lowW,
        int leg,
        long legNanos,
        double meterSum,
        int meterCount,
        double firstMeanW,
        boolean answered,
        int answers,
        double slowestSeconds,
        List<Double> ratios) {

    /** Even, so that drift cancels out. */
    private static final int FEWEST_PAIRS = 4;

    private static final int MOST_PAIRS = 16;
    /** Known well enough to judge a tolerance of a fifth. */
    private static final double WELL_KNOWN = 0.04;
    /** Known too badly to judge it at all. */
    private static final double UNKNOWN = 0.1;
    /** One step in eight may be missed by a reading that came too late. */
    private static final double FOLLOWS = 0.85;

    /** A cabinet that cannot charge is moved between 0 and discharge, one that cannot discharge the other way. */
    static Trial begin(Look.Cabinet cabinet, double leastStepW, CommissioningSettings settings, long nanos) {
        double step = Math.max(leastStepW, settings.stepShare() * cabinet.nominalW());
        return new Trial(
                cabinet.id(),
                Math.min(step, cabinet.dischargeW()),
                0.0 - Math.min(step, cabinet.chargeW()),
                -1,
                nanos,
                0,
                0,
                Double.NaN,
                false,
                0,
                Double.NaN,
                List.of());
    }

    double swingW() {
        return highW - lowW;
    }

    /** What the cabinet is told now. */
    double watts() {
        if (leg < 0) {
            return 0;
        }
        return isHigh(leg) ? highW : lowW;
    }

    private static boolean isHigh(int leg) {
        return (leg / 2 % 2 == 0) == (leg % 2 == 0);
    }

    /** Brings the trial up to now. */
    Trial next(Look look, Look.Cabinet seen, CommissioningSettings settings) {
        double seconds = (look.nanos() - legNanos) / 1e9;
        Trial now = answer(seen, settings, seconds);
        if (seconds >= settings.holdSeconds()) {
            return now.nextLeg(look.nanos());
        }
        boolean counts = leg >= 0 && seconds >= settings.holdSeconds() / 2 && !Double.isNaN(look.gridW());
        return counts ? now.metered(look.gridW()) : now;
    }

    private Trial answer(Look.Cabinet seen, CommissioningSettings settings, double seconds) {
        boolean there = Math.abs(seen.powerW() - watts()) <= settings.tolerance() * swingW() / 2;
        if (leg < 0 || answered || seen.measuredNanos() - legNanos <= 0 || !there) {
            return this;
        }
        double slowest = Double.isNaN(slowestSeconds) ? seconds : Math.max(slowestSeconds, seconds);
        return with(leg, legNanos, meterSum, meterCount, firstMeanW, true, answers + 1, slowest, ratios);
    }

    private Trial metered(double gridW) {
        return with(
                leg, legNanos, meterSum + gridW, meterCount + 1, firstMeanW, answered, answers, slowestSeconds, ratios);
    }

    private Trial nextLeg(long nanos) {
        double mean = meterCount == 0 ? Double.NaN : meterSum / meterCount;
        List<Double> known = ratios;
        if (leg >= 0 && leg % 2 == 1) {
            double rise = isHigh(leg) ? firstMeanW - mean : mean - firstMeanW;
            known = new ArrayList<>(ratios);
            known.add(rise / swingW());
        }
        return with(leg + 1, nanos, 0, 0, mean, false, answers, slowestSeconds, List.copyOf(known));
    }

    private Trial with(
            int nextLeg,
            long nanos,
            double sum,
            int count,
            double first,
            boolean there,
            int followed,
            double slowest,
            List<Double> known) {
        return new Trial(cabinet, highW, lowW, nextLeg, nanos, sum, count, first, there, followed, slowest, known);
    }

    boolean isOver() {
        int pairs = ratios.size();
        boolean between = leg % 2 == 0 && pairs % 2 == 0;
        return between && (pairs >= MOST_PAIRS || (pairs >= FEWEST_PAIRS && !(uncertainty() > WELL_KNOWN)));
    }

    private double ratio() {
        return ratios.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    private double uncertainty() {
        double mean = ratio();
        double squares =
                ratios.stream().mapToDouble(one -> (one - mean) * (one - mean)).sum();
        return Math.sqrt(squares / (ratios.size() - 1) / ratios.size());
    }

    CabinetResult result(CommissioningSettings settings) {
        String wrong = wrong(settings);
        String found = wrong.isEmpty()
                ? "the meter follows with " + percent(ratio()) + ", the answer takes at most " + seconds(slowestSeconds)
                : wrong;
        return new CabinetResult(
                cabinet, swingW(), ratio(), uncertainty(), slowestSeconds, answers, leg, wrong.isEmpty(), found);
    }

    private String wrong(CommissioningSettings settings) {
        double ratio = ratio();
        if (answers < FOLLOWS * leg) {
            return "it followed " + answers + " of " + leg
                    + " steps: check its setpoint register, remote mode and limits";
        }
        if (slowestSeconds > settings.slowestSeconds()) {
            return "its answer took " + seconds(slowestSeconds) + ", more than " + seconds(settings.slowestSeconds())
                    + ": poll it more often, or check its ramp limit";
        }
        if (!(uncertainty() <= UNKNOWN)) {
            return "the load moves too much to see the step: repeat at a quiet time, or with a larger step";
        }
        if (ratio < -(1 - settings.tolerance()) && ratio > -(1 + settings.tolerance())) {
            return "the meter moves the wrong way (" + percent(ratio)
                    + "): turn its current transformers, or its sign in the profile";
        }
        if (Math.abs(ratio - 1) > settings.tolerance()) {
            return "the meter shows " + percent(ratio)
                    + " of the step: check the ratio of its current transformers, and"
                    + " that it measures the whole site";
        }
        return "";
    }

    private static String percent(double share) {
        return Math.round(share * 100) + " %";
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f s", seconds);
    }
}
