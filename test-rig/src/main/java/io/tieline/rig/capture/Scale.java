package io.tieline.rig.capture;

import io.tieline.control.study.Foresight;
import io.tieline.control.study.StudyBattery;
import io.tieline.control.study.WindowMeans;
import java.util.Arrays;

/**
 * What is to be gained on a load: its peaks without a battery, and with perfect foresight.
 *
 * @param borders first windows of the billing periods, and last the number of windows
 * @param rawW peak of each period without a battery
 * @param bestW lowest peak the battery can reach
 */
record Scale(int[] borders, double[] rawW, double[] bestW) {

    private static final double SAME = 1e-9;

    static Scale months(WindowMeans load, StudyBattery battery, CaptureOptions options) {
        return of(load, load.monthBorders(options.zone()), battery, options);
    }

    static Scale whole(WindowMeans load, StudyBattery battery, CaptureOptions options) {
        return of(load, new int[] {0, load.watts().length}, battery, options);
    }

    private static Scale of(WindowMeans load, int[] borders, StudyBattery battery, CaptureOptions options) {
        return new Scale(
                borders,
                load.peaksBetween(borders),
                Foresight.levels(load, borders, battery, options.reservePercent()));
    }

    /** Share of the possible reduction that these demand values reach; negative if they are worse than no battery. */
    double capture(WindowMeans reached) {
        return savedW(reached) / possibleW();
    }

    /** Sum of the reductions in W. */
    double savedW(WindowMeans reached) {
        return Arrays.stream(rawW).sum()
                - Arrays.stream(reached.peaksBetween(borders)).sum();
    }

    double possibleW() {
        return Arrays.stream(rawW).sum() - Arrays.stream(bestW).sum();
    }

    /** What the battery gives in all when every period is kept at its lowest peak. */
    double dischargedWh(WindowMeans load) {
        double discharged = 0;
        for (int i = 0; i < bestW.length; i++) {
            for (int w = borders[i]; w < borders[i + 1]; w++) {
                discharged += Math.max(0, load.watts()[w] - bestW[i]) * load.windowMinutes() / 60;
            }
        }
        return discharged;
    }

    /** Periods whose peak is higher than without a battery. */
    int selfMade(WindowMeans reached) {
        double[] peaks = reached.peaksBetween(borders);
        int count = 0;
        for (int i = 0; i < peaks.length; i++) {
            count += peaks[i] > rawW[i] * (1 + SAME) ? 1 : 0;
        }
        return count;
    }

    /** Index of the period a window belongs to. */
    int periodOf(int window) {
        int found = Arrays.binarySearch(borders, window);
        return found >= 0 ? found : -found - 2;
    }
}
