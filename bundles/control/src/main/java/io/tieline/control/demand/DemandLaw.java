package io.tieline.control.demand;

/**
 * The demand-window law: what may be drawn, and what may be charged, in the rest of a window without its mean passing a
 * given level.
 *
 * @param lengthSeconds of the window
 * @param elapsedSeconds since its start
 * @param importedWs net import so far
 * @param stepSeconds how long the decision will stand; the rest of the window is never taken as shorter
 */
public record DemandLaw(double lengthSeconds, double elapsedSeconds, double importedWs, double stepSeconds) {

    /** A load that has lately passed a level may pass it by more. */
    private static final double BEYOND_RECENT_HIGH = 0.15;

    private static final double BELOW_HARMLESS = 0.001;

    double remainingSeconds() {
        return Math.max(lengthSeconds - elapsedSeconds, Math.min(stepSeconds, lengthSeconds));
    }

    /**
     * Mean import for the rest of the window that ends it exactly at the level; in the last moments what is still over or
     * under is spread over a whole step, so that a rest of milliseconds asks for nothing absurd.
     */
    public double allowW(double levelW) {
        return levelW + (levelW * elapsedSeconds - importedWs) / remainingSeconds();
    }

    /**
     * The discharge now that ends the window at or below a level. Spread evenly over the rest of the window it would be the
     * excess of the load over {@link #allowW}; the smaller that is against what the rest can make up for, the smaller a share
     * of it is given yet: the square of the two's ratio, so that there is no step. Towards the window's end the rest can make
     * up for nothing, and all of it is given.
     *
     * @return W, at least 0
     */
    public double dischargeW(double levelW, double loadW, LeftForLater later) {
        double spread = Math.max(0, loadW - allowW(levelW));
        double needWs = spread * remainingSeconds();
        double laterWs = later.withinWs(remainingSeconds() - Math.min(stepSeconds, remainingSeconds()));
        double share = needWs >= laterWs ? 1 : needWs / laterWs;
        return spread * share * share;
    }

    /** The mean the window ends with if the import stays at the given power. */
    public double projectedW(double importW) {
        double remaining = Math.max(0, lengthSeconds - elapsedSeconds);
        return (importedWs + importW * remaining) / lengthSeconds;
    }

    /**
     * The most that may be charged now without the window passing a ceiling even if the load then goes to its recent high
     * and the batteries give nothing. Counting on them to win a spike back (0.7 of their power in the reference) costs the
     * round trip's losses, captures less over a year, and now and then makes a peak of its own when they run empty.
     *
     * @param targetW passing it costs something of what was aimed at
     * @param harmlessW highest uncontrolled window of the period: charging up to it cannot make a peak that would not have
     *     been without batteries. It is kept with a margin, and with a larger one once the load fluctuates about it: on a
     *     flat load every window is as high as the highest
     */
    public double chargeRoomW(double targetW, double harmlessW, double loadW, double loadHighW) {
        double beyondW = loadHighW > harmlessW ? loadHighW * (1 + BEYOND_RECENT_HIGH) : loadHighW;
        double kept = chargeRoomW(harmlessW * (1 - BELOW_HARMLESS), loadW, beyondW);
        return Math.min(kept, chargeRoomW(Math.min(targetW, harmlessW), loadW, loadHighW));
    }

    private double chargeRoomW(double ceilingW, double loadW, double loadHighW) {
        double room = allowW(ceilingW) - loadW;
        double step = Math.min(stepSeconds, remainingSeconds());
        double later = (loadHighW - ceilingW) * (remainingSeconds() - step);
        double spared = ceilingW + (ceilingW * elapsedSeconds - importedWs - later) / step - loadW;
        return Math.max(0, Math.min(room, spared));
    }
}
