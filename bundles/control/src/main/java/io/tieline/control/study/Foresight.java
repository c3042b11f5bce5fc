package io.tieline.control.study;

import io.tieline.control.target.Storage;

/**
 * The lowest peaks a battery could reach if the future were known: bisection on the level with a greedy pass, which gives
 * the optimum of the linear program.
 */
public final class Foresight {

    private Foresight() {}

    /**
     * The lowest level of every stretch between two borders, in turn; what one leaves in the battery the next begins with.
     *
     * @param borders as of {@link WindowMeans#monthBorders}
     * @param reservePercent what always stays in the battery
     */
    public static double[] levels(WindowMeans load, int[] borders, StudyBattery battery, double reservePercent) {
        double usableWh = battery.capacityWh() * (1 - reservePercent / 100);
        Storage storage = new Storage(battery.powerW(), usableWh, battery.efficiency(), load.windowMinutes() / 60.0);
        double[] levels = new double[borders.length - 1];
        double stored =
                Math.max(0, battery.capacityWh() * battery.startSocPercent() / 100 - battery.capacityWh() + usableWh);
        for (int i = 0; i < levels.length; i++) {
            levels[i] = storage.lowestLevelW(load.watts(), borders[i], borders[i + 1], stored);
            stored = storage.leftAfter(load.watts(), borders[i], borders[i + 1], levels[i], stored);
        }
        return levels;
    }
}
