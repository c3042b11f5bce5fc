package io.tieline.control.demand;

/**
 * What the rest of a demand window can make up for. A window that is above its target now may end below it by itself, and
 * what was given meanwhile is missing on a harder day: so a part is left for later, and never more than can be given then.
 *
 * @param powerW what the batteries are counted on for later, 0: nothing is left to them
 * @param delaySeconds how long they take to get there
 * @param energyWs what they have for it above the backup reserve
 */
public record LeftForLater(double powerW, double delaySeconds, double energyWs) {

    public static final LeftForLater NOTHING = new LeftForLater(0, 0, 0);

    /**
     * So much of their power: with less, energy goes into windows that end below the target by themselves; with more, those
     * are lost whose load rises once more. target/README.md has the figures.
     */
    private static final double SHARE = 0.5;

    /**
     * What is left of all that the batteries can give.
     *
     * @param canW what they can give at most without feeding into the grid
     * @param againW by how much the load may rise once more
     * @param responseSeconds after this long a setpoint shows
     * @param wattsPerSecond how fast their power may rise
     * @param energyWs what they have above the backup reserve
     */
    public static LeftForLater of(
            double canW, double againW, double responseSeconds, double wattsPerSecond, double energyWs) {
        double powerW = Math.max(0, Math.min(SHARE * canW, canW - againW));
        return new LeftForLater(powerW, responseSeconds + powerW / wattsPerSecond, energyWs);
    }

    /** What can be given within some time. */
    double withinWs(double seconds) {
        return Math.min(energyWs, powerW * Math.max(0, seconds - delaySeconds));
    }
}
