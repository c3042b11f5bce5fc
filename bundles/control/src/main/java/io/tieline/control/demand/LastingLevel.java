package io.tieline.control.demand;

/**
 * The level a demand window is held at: the target, unless that took too much of what the batteries have left. A target learned
 * from past days may be too low for today; held firmly to the end it leaves them empty on the way down from the peak, and the
 * next window stands at the whole load. So they are spent as if the window's excess had to last longer than the window. A
 * target somebody entered is taken as right and held, and so is that of a peak that is paid for a year, which rests on so many
 * days that holding it firmly is better.
 */
public final class LastingLevel {

    /** target/README.md has the figures. */
    private static final double LASTS_SECONDS = 48 * 60;

    private LastingLevel() {}

    /**
     * W, at least the target.
     *
     * @param loadW what the rest of the window is taken to draw
     * @param spareWs what the batteries can still give above the backup reserve
     */
    public static double of(double targetW, DemandWindow window, double lengthSeconds, double loadW, double spareWs) {
        double restSeconds = Math.max(0, lengthSeconds - window.elapsedSeconds());
        double wholeW = (window.uncontrolledWs() + loadW * restSeconds) / lengthSeconds;
        double givenWs = window.uncontrolledWs() - window.importedWs();
        double atStartWs = Math.max(0, givenWs + spareWs);
        double mayGiveW = atStartWs / Math.max(lengthSeconds, LASTS_SECONDS);
        return Double.isNaN(wholeW) ? targetW : Math.max(targetW, wholeW - mayGiveW);
    }
}
