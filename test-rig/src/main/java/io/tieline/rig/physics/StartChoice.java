package io.tieline.rig.physics;

/**
 * Where in a trace a demonstration begins: at a 30-minute boundary shortly before a peak the battery can shave.
 *
 * @param quarter index of the first quarter hour
 * @param targetW a demand target worth defending there: the first windows' load crosses it, the battery can hold it
 * @param peakW highest 30-minute mean of the next three hours
 */
public record StartChoice(int quarter, double targetW, double peakW) {

    private static final int HORIZON = 12;
    private static final double DEPTH = 0.5;

    /**
     * The last boundary before the highest peak that rises above its target within two windows, is over after three hours and
     * needs no more than the given energy; the trace's first boundary when there is none.
     *
     * @param batteryW what the battery can deliver
     * @param usableWh what it may spend on one peak
     */
    public static StartChoice best(LoadTrace trace, double batteryW, double usableWh) {
        int first = (int) Math.floorMod(-trace.startMinute() / LoadTrace.QUARTER_MINUTES, 2L);
        StartChoice best = new StartChoice(first, Double.NaN, 0);
        for (int i = first; i + HORIZON <= trace.watts().length; i += 2) {
            StartChoice choice = at(trace, i, batteryW);
            if (choice.peakW() >= best.peakW() && fits(trace, choice, usableWh)) {
                best = choice;
            }
        }
        return Double.isNaN(best.targetW()) ? at(trace, first, batteryW) : best;
    }

    private static StartChoice at(LoadTrace trace, int start, double batteryW) {
        double peak = 0;
        for (int i = 0; i < HORIZON; i += 2) {
            peak = Math.max(peak, windowMean(trace, start + i));
        }
        return new StartChoice(start, peak - DEPTH * batteryW, peak);
    }

    private static boolean fits(LoadTrace trace, StartChoice choice, double usableWh) {
        int start = choice.quarter();
        double target = choice.targetW();
        double before = trace.value(start);
        double soon = Math.max(windowMean(trace, start), windowMean(trace, start + 2));
        double after = windowMean(trace, start + HORIZON - 2);
        double needWh = 0;
        for (int i = 0; i < HORIZON; i++) {
            needWh += Math.max(0, trace.value(start + i) - target) / 4;
        }
        return before < target && before > 0.6 * target && soon > target && after < target && needWh < usableWh;
    }

    private static double windowMean(LoadTrace trace, int quarter) {
        return (trace.value(quarter) + trace.value(quarter + 1)) / 2;
    }
}
