package io.tieline.rig.capture;

import io.tieline.control.study.LoadTrace;
import io.tieline.control.study.StudyBattery;
import io.tieline.control.study.WindowMeans;

/**
 * The symmetric peak shaving of OpenEMS: discharge what the load is above one number, charge what it is below another,
 * rest between; no window, no month, no energy account.
 *
 * @param shaveW discharge above it
 * @param rechargeW charge below it
 */
record ThresholdPair(double shaveW, double rechargeW) {

    private static final double MINUTES = 60;

    /**
     * Numbers a planner without history would enter: the highest load less the battery's power, and a little below it.
     */
    static ThresholdPair naive(double highestW, StudyBattery battery) {
        double shave = highestW - battery.powerW();
        return new ThresholdPair(shave, NAIVE_RECHARGE * shave);
    }

    private static final double NAIVE_RECHARGE = 0.8;

    /** The demand values this makes of a load, by an ideal battery minute by minute. */
    WindowMeans run(LoadTrace load, StudyBattery battery, double reservePercent, int windowMinutes) {
        WindowMeans raw = load.windows(windowMinutes);
        int from = (int) (raw.firstMinute() - load.firstMinute());
        double[] means = new double[raw.watts().length];
        double efficiency = battery.efficiency();
        double usable = battery.capacityWh() * (1 - reservePercent / 100);
        double stored = usable;
        for (int w = 0; w < means.length; w++) {
            double sum = 0;
            for (int m = from + w * windowMinutes; m < from + (w + 1) * windowMinutes; m++) {
                double watts = load.watts()[m];
                if (watts >= shaveW) {
                    double power = Math.min(Math.min(watts - shaveW, battery.powerW()), stored * MINUTES * efficiency);
                    stored -= power / efficiency / MINUTES;
                    sum += watts - power;
                } else if (watts <= rechargeW) {
                    double power = Math.min(
                            Math.min(rechargeW - watts, battery.powerW()), (usable - stored) * MINUTES / efficiency);
                    stored += power * efficiency / MINUTES;
                    sum += watts + power;
                } else {
                    sum += watts;
                }
            }
            means[w] = sum / windowMinutes;
        }
        return new WindowMeans(raw.firstMinute(), windowMinutes, means);
    }
}
