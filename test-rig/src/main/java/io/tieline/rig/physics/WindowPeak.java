package io.tieline.rig.physics;

/** Highest mean over UTC-aligned 30-minute windows that were seen from their beginning to their end. */
public final class WindowPeak {

    private static final long WINDOW_MILLIS = 30 * 60 * 1000;

    private long window = Long.MIN_VALUE;
    private boolean fromStart;
    private double wattMillis;
    private long covered;
    private double highest = Double.NaN;

    /** One step: the power that flowed since the last moment. Steps are far shorter than a window. */
    public void add(long endMillis, long durationMillis, double watts) {
        long of = Math.floorDiv(endMillis - 1, WINDOW_MILLIS);
        if (of != window) {
            close();
            fromStart = window != Long.MIN_VALUE || Math.floorMod(endMillis - durationMillis, WINDOW_MILLIS) < 5_000;
            window = of;
            wattMillis = 0;
            covered = 0;
        }
        wattMillis += watts * durationMillis;
        covered += durationMillis;
    }

    private void close() {
        if (fromStart && covered > 0) {
            double mean = wattMillis / covered;
            highest = Double.isNaN(highest) ? mean : Math.max(highest, mean);
        }
    }

    /** NaN until the first whole window is over. */
    public double highestW() {
        return highest;
    }

    /** The mean of the running window so far. */
    public double runningW() {
        return covered == 0 ? Double.NaN : wattMillis / covered;
    }
}
