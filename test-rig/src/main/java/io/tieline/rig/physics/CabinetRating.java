package io.tieline.rig.physics;

/**
 * What a cabinet is built for.
 *
 * @param powerW rated AC power, both directions
 * @param energyWh rated energy
 * @param nominalVolts DC voltage at 50 % state of charge
 */
public record CabinetRating(double powerW, double energyWh, double nominalVolts) {

    /** The cabinet of the demo site: eight of them are 1 MW / 2 MWh. */
    public static final CabinetRating DEMO = new CabinetRating(125_000, 250_000, 768);

    /**
     * Conversion and cell losses at an AC power: auxiliaries, switching (linear) and resistive (square) parts. About 96 %
     * one way at half load, as `reference/control.md` 4 gives 85–88 % AC round trip for LFP.
     */
    public double lossW(double acPowerW) {
        double part = Math.abs(acPowerW) / powerW;
        return powerW * (0.0015 + 0.012 * part + 0.045 * part * part);
    }
}
