package io.tieline.control.fleet;

import io.tieline.control.settings.TrustSettings;
import io.tieline.control.situation.Cabinet;
import java.util.Arrays;
import java.util.List;

/**
 * What each cabinet was last told, and whether it does it. Cabinets are named by their position.
 *
 * <p>Immutable towards the outside: a step works on its own copy and hands it on.
 */
public final class Following {

    private static final long NEVER = Long.MIN_VALUE;
    /** A power closer to its setpoint than this share of the nominal power, or this many watts, follows it. */
    private static final double FOLLOW_SHARE = 0.05;

    private static final double FOLLOW_W = 1000;
    /** A cabinet this near to its setpoint has arrived: a share of its way, or of its nominal power. */
    private static final double NEAR_SHARE = 0.1;

    private static final double NEAR_NOMINAL = 0.002;
    /** So many different measurements must miss before a cabinet is limited. */
    private static final int MISSES = 3;
    /** Times of one measurement differ by what clocks are rounded to; nothing is read more often than this. */
    private static final long SAME_NANOS = 10_000_000;
    /** How often the follow time a limited cabinet waits before it is tried again. */
    private static final int RETRY_AFTER = 10;

    private final double[] setW;
    /** The setpoint that was a real change, and the time since when it stands; small steps after it do not count. */
    private final double[] anchorW;

    private final long[] anchorNanos;
    /** Between these is the power of a cabinet that is on its way to a new setpoint; NaN: it has arrived. */
    private final double[] lowW;

    private final double[] highW;
    /** When its setpoint was last changed. */
    private final long[] movedNanos;

    private final int[] misses;
    private final long[] missNanos;
    /** What a cabinet that does not follow is limited to; NaN: not limited. */
    private final double[] limitedW;

    private final long[] limitedUntilNanos;
    /** Since when each runs. */
    private final long[] onNanos;

    private Following(
            double[] setW,
            double[] anchorW,
            long[] anchorNanos,
            double[] lowW,
            double[] highW,
            long[] movedNanos,
            int[] misses,
            long[] missNanos,
            double[] limitedW,
            long[] limitedUntilNanos,
            long[] onNanos) {
        this.setW = setW;
        this.anchorW = anchorW;
        this.anchorNanos = anchorNanos;
        this.lowW = lowW;
        this.highW = highW;
        this.movedNanos = movedNanos;
        this.misses = misses;
        this.missNanos = missNanos;
        this.limitedW = limitedW;
        this.limitedUntilNanos = limitedUntilNanos;
        this.onNanos = onNanos;
    }

    static Following of(int cabinets) {
        double[] nan = new double[cabinets];
        Arrays.fill(nan, Double.NaN);
        long[] never = new long[cabinets];
        Arrays.fill(never, NEVER);
        return new Following(
                nan,
                nan.clone(),
                never,
                nan.clone(),
                nan.clone(),
                never.clone(),
                new int[cabinets],
                never.clone(),
                nan.clone(),
                never.clone(),
                never.clone());
    }

    /** Its own copy for the next step; a fleet of another size starts anew. */
    Following copyFor(int cabinets) {
        return cabinets != setW.length
                ? of(cabinets)
                : new Following(
                        setW.clone(),
                        anchorW.clone(),
                        anchorNanos.clone(),
                        lowW.clone(),
                        highW.clone(),
                        movedNanos.clone(),
                        misses.clone(),
                        missNanos.clone(),
                        limitedW.clone(),
                        limitedUntilNanos.clone(),
                        onNanos.clone());
    }

    double setpointW(int cabinet) {
        return setW[cabinet];
    }

    /** Since when it runs; of no meaning while it does not. */
    public long onNanos(int cabinet) {
        return onNanos[cabinet];
    }

    /** Whether it should give what it was told by now and does not. */
    boolean isMissing(int cabinet) {
        return misses[cabinet] > 0;
    }

    boolean isLimited(int cabinet) {
        return !Double.isNaN(limitedW[cabinet]);
    }

    double limitedW(int cabinet) {
        return limitedW[cabinet];
    }

    /**
     * What is known for sure of the power of all batteries together.
     *
     * <p>A conversion takes a dead time and then moves, and meter and batteries are not read at one instant: until a cabinet
     * is seen at its new setpoint, its power is somewhere on the way. Whoever takes one number for it counts a setpoint
     * twice or not at all, and the loop rings.
     */
    public record Range(double lowW, double highW) {

        /** What lies nearest to an assumption; without one, the middle. */
        public double near(double watts) {
            return Double.isNaN(watts) ? (lowW + highW) / 2 : Math.max(lowW, Math.min(highW, watts));
        }
    }

    /** A battery that does not answer counts as nothing: what it gives is already in the meter, as less load. */
    public Range power(List<Cabinet> cabinets) {
        double low = 0;
        double high = 0;
        for (int i = 0, n = cabinets.size(); i < n; i++) {
            double measured = cabinets.get(i).powerW();
            if (!Double.isNaN(measured)) {
                low += isOnItsWay(i) ? lowW[i] : measured;
                high += isOnItsWay(i) ? highW[i] : measured;
            }
        }
        return new Range(low, high);
    }

    private boolean isOnItsWay(int i) {
        return !Double.isNaN(lowW[i]);
    }

    /** Ends the way of the cabinets that were seen at their setpoint since, or had all the time they need. */
    private void arrive(int i, Cabinet cabinet, long measuredNanos, double responseSeconds) {
        if (!isOnItsWay(i) || measuredNanos < movedNanos[i]) {
            return;
        }
        double near = Math.max(NEAR_SHARE * (highW[i] - lowW[i]), NEAR_NOMINAL * cabinet.nominalPowerW());
        boolean there = Math.abs(cabinet.powerW() - setW[i]) <= near;
        if (there || measuredNanos - movedNanos[i] >= responseSeconds * 1e9) {
            lowW[i] = Double.NaN;
            highW[i] = Double.NaN;
        }
    }

    /** Whether every cabinet can still do what it was told, and none joined or left. */
    public boolean fits(Fleet fleet) {
        for (int i = 0; i < setW.length; i++) {
            boolean commanded = !Double.isNaN(setW[i]);
            if (commanded != fleet.cabinets().get(i).isAvailable()
                    || (commanded && (setW[i] < fleet.lowW()[i] || setW[i] > fleet.highW()[i]))) {
                return false;
            }
        }
        return true;
    }

    /** Notes a setpoint, NaN for a release. */
    public void command(int i, Cabinet cabinet, double watts, long nanos) {
        if (Double.isNaN(watts)) {
            anchorW[i] = Double.NaN;
            lowW[i] = Double.NaN;
            highW[i] = Double.NaN;
            misses[i] = 0;
        } else {
            move(i, cabinet, watts, nanos);
            if (!(Math.abs(watts - anchorW[i]) <= tolerance(cabinet))) {
                anchorW[i] = watts;
                anchorNanos[i] = nanos;
                misses[i] = 0;
            }
        }
        if (!(Math.abs(setW[i]) > 0)) {
            onNanos[i] = nanos;
        }
        setW[i] = watts;
    }

    private void move(int i, Cabinet cabinet, double watts, long nanos) {
        if (watts == setW[i] || Double.isNaN(cabinet.powerW())) {
            return;
        }
        double low = isOnItsWay(i) ? lowW[i] : cabinet.powerW();
        double high = isOnItsWay(i) ? highW[i] : cabinet.powerW();
        lowW[i] = Math.min(low, watts);
        highW[i] = Math.max(high, watts);
        movedNanos[i] = nanos;
    }

    /**
     * Takes over what the cabinets show: who has arrived at its setpoint, and who misses one that has stood long enough; that
     * one is limited, and tried again later.
     *
     * @param meterNanos when the grid meter was read: what a cabinet showed later does not belong to its value
     */
    void watch(List<Cabinet> cabinets, long meterNanos, long nanos, TrustSettings trust) {
        double followSeconds = trust.followSeconds();
        for (int i = 0, n = cabinets.size(); i < n; i++) {
            Cabinet cabinet = cabinets.get(i);
            if (isLimited(i) && nanos >= limitedUntilNanos[i]) {
                limitedW[i] = Double.NaN;
                misses[i] = 0;
            }
            long measuredNanos = nanos - (long) (cabinet.powerAgeSeconds() * 1e9);
            if (measuredNanos <= meterNanos) {
                arrive(i, cabinet, measuredNanos, trust.responseSeconds());
            }
            boolean settled = !Double.isNaN(anchorW[i]) && measuredNanos - anchorNanos[i] >= followSeconds * 1e9;
            if (!settled
                    || !cabinet.isAvailable()
                    || Double.isNaN(cabinet.powerW())
                    || isSame(measuredNanos, missNanos[i])) {
                continue;
            }
            missNanos[i] = measuredNanos;
            boolean follows = Math.abs(cabinet.powerW() - setW[i]) <= tolerance(cabinet);
            misses[i] = follows ? 0 : misses[i] + 1;
            if (misses[i] >= MISSES && !isLimited(i)) {
                limitedW[i] = Math.abs(cabinet.powerW());
                limitedUntilNanos[i] = nanos + (long) (followSeconds * 1e9) * RETRY_AFTER;
            }
        }
    }

    private static boolean isSame(long measuredNanos, long beforeNanos) {
        return beforeNanos != NEVER && measuredNanos - beforeNanos < SAME_NANOS;
    }

    private static double tolerance(Cabinet cabinet) {
        return Math.max(FOLLOW_SHARE * cabinet.nominalPowerW(), FOLLOW_W);
    }
}
