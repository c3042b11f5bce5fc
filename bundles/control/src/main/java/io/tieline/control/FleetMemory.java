package io.tieline.control;

import java.util.Arrays;
import java.util.List;

/**
 * What each cabinet was last told, and whether it does it. Cabinets are named by their position.
 *
 * <p>Immutable towards the outside: a step works on its own copy and hands it on.
 */
final class FleetMemory {

    private static final long NEVER = Long.MIN_VALUE;
    /** A power closer to its setpoint than this share of the nominal power, or this many watts, follows it. */
    private static final double FOLLOW_SHARE = 0.05;

    private static final double FOLLOW_W = 1000;
    /** So many different measurements must miss before a cabinet is limited. */
    private static final int MISSES = 3;
    /** How often the follow time a limited cabinet waits before it is tried again. */
    private static final int RETRY_AFTER = 10;

    private final double[] setW;
    /** The setpoint that was a real change, and the time since when it stands; small steps after it do not count. */
    private final double[] anchorW;

    private final long[] anchorNanos;
    /** Power at the moment of that change. */
    private final double[] beforeW;

    private final int[] misses;
    private final long[] missNanos;
    /** What a cabinet that does not follow is limited to; NaN: not limited. */
    private final double[] limitedW;

    private final long[] limitedUntilNanos;

    private FleetMemory(
            double[] setW,
            double[] anchorW,
            long[] anchorNanos,
            double[] beforeW,
            int[] misses,
            long[] missNanos,
            double[] limitedW,
            long[] limitedUntilNanos) {
        this.setW = setW;
        this.anchorW = anchorW;
        this.anchorNanos = anchorNanos;
        this.beforeW = beforeW;
        this.misses = misses;
        this.missNanos = missNanos;
        this.limitedW = limitedW;
        this.limitedUntilNanos = limitedUntilNanos;
    }

    static FleetMemory of(int cabinets) {
        double[] nan = new double[cabinets];
        Arrays.fill(nan, Double.NaN);
        long[] never = new long[cabinets];
        Arrays.fill(never, NEVER);
        return new FleetMemory(
                nan, nan.clone(), never, nan.clone(), new int[cabinets], never.clone(), nan.clone(), never.clone());
    }

    /** Its own copy for the next step; a fleet of another size starts anew. */
    FleetMemory copyFor(int cabinets) {
        return cabinets != setW.length
                ? of(cabinets)
                : new FleetMemory(
                        setW.clone(),
                        anchorW.clone(),
                        anchorNanos.clone(),
                        beforeW.clone(),
                        misses.clone(),
                        missNanos.clone(),
                        limitedW.clone(),
                        limitedUntilNanos.clone());
    }

    double setpointW(int cabinet) {
        return setW[cabinet];
    }

    boolean isLimited(int cabinet) {
        return !Double.isNaN(limitedW[cabinet]);
    }

    double limitedW(int cabinet) {
        return limitedW[cabinet];
    }

    /**
     * Power of all batteries at the moment of the meter's value. Meter and batteries are not read at one instant: a
     * battery read before its setpoint took effect, added to a meter read after, would count the setpoint twice. Such a
     * battery is taken as following its setpoint.
     *
     * <p>A battery that does not answer counts as nothing: what it gives is already in the meter, as less load.
     */
    double powerAt(List<Situation.Cabinet> cabinets, long meterNanos, long nanos, double responseSeconds) {
        double sum = 0;
        for (int i = 0; i < cabinets.size(); i++) {
            sum += powerAt(i, cabinets.get(i), meterNanos, nanos, responseSeconds);
        }
        return sum;
    }

    private double powerAt(int i, Situation.Cabinet cabinet, long meterNanos, long nanos, double responseSeconds) {
        double measured = cabinet.powerW();
        if (Double.isNaN(measured)) {
            return 0;
        }
        long measuredNanos = nanos - (long) (cabinet.powerAgeSeconds() * 1e9);
        if (Double.isNaN(setW[i]) || measuredNanos - anchorNanos[i] >= responseSeconds * 1e9) {
            return measured;
        }
        double done = Math.max(0, Math.min(1, (meterNanos - anchorNanos[i]) / 1e9 / responseSeconds));
        return beforeW[i] + done * (setW[i] - beforeW[i]);
    }

    /** Whether every cabinet can still do what it was told, and none joined or left. */
    boolean fits(Fleet fleet) {
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
    void command(int i, Situation.Cabinet cabinet, double watts, long nanos, double responseSeconds) {
        if (Double.isNaN(watts)) {
            anchorW[i] = Double.NaN;
            misses[i] = 0;
        } else if (!(Math.abs(watts - anchorW[i]) <= tolerance(cabinet))) {
            double now = powerAt(i, cabinet, nanos, nanos, responseSeconds);
            anchorW[i] = watts;
            anchorNanos[i] = nanos;
            beforeW[i] = now;
            misses[i] = 0;
        }
        setW[i] = watts;
    }

    /** Limits a cabinet that misses a setpoint that has stood long enough, and tries it again later. */
    void watch(List<Situation.Cabinet> cabinets, long nanos, double followSeconds) {
        for (int i = 0; i < cabinets.size(); i++) {
            Situation.Cabinet cabinet = cabinets.get(i);
            if (isLimited(i) && nanos >= limitedUntilNanos[i]) {
                limitedW[i] = Double.NaN;
                misses[i] = 0;
            }
            long measuredNanos = nanos - (long) (cabinet.powerAgeSeconds() * 1e9);
            boolean settled = !Double.isNaN(anchorW[i]) && measuredNanos - anchorNanos[i] >= followSeconds * 1e9;
            if (!settled || !cabinet.isAvailable() || Double.isNaN(cabinet.powerW()) || measuredNanos == missNanos[i]) {
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

    private static double tolerance(Situation.Cabinet cabinet) {
        return Math.max(FOLLOW_SHARE * cabinet.nominalPowerW(), FOLLOW_W);
    }
}
