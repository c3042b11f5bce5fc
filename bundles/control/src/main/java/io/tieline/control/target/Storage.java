package io.tieline.control.target;

/**
 * The part of the batteries the tariff may use, in steps of one demand window.
 *
 * @param powerW charging and discharging, at the grid side
 * @param usableWh above the reserve, at the cell side
 * @param efficiency one way, cell to grid or grid to cell
 * @param windowHours length of a window
 */
public record Storage(double powerW, double usableWh, double efficiency, double windowHours) {

    private static final int BISECTIONS = 40;
    private static final double SAME = 1e-9;
    private static final double NOTHING_WH = 1e-6;

    /**
     * Energy left after windows were kept at a level, charging as soon as that allows: a battery that is filled early can do
     * whatever one filled late can.
     *
     * @param meansW mean load of each window
     * @param storedWh of the usable energy, at the start
     * @return at the end; negative if the level cannot be kept
     */
    public double leftAfter(double[] meansW, int from, int to, double levelW, double storedWh) {
        double left = storedWh;
        for (int w = from; w < to; w++) {
            double over = meansW[w] - levelW;
            if (over > powerW * (1 + SAME)) {
                return -1;
            }
            left = over > 0
                    ? left - over * windowHours / efficiency
                    : Math.min(usableWh, left + Math.min(powerW, -over) * windowHours * efficiency);
            if (left < -NOTHING_WH) {
                return -1;
            }
        }
        return Math.max(0, left);
    }

    /** The lowest level these windows can be kept at: what perfect foresight would choose. */
    public double lowestLevelW(double[] meansW, int from, int to, double storedWh) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int w = from; w < to; w++) {
            highest = Math.max(highest, meansW[w]);
        }
        double low = highest - powerW;
        double high = highest;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (leftAfter(meansW, from, to, middle, storedWh) >= 0) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }
}
