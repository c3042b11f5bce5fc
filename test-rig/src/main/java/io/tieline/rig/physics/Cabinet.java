package io.tieline.rig.physics;

/**
 * One battery cabinet: energy, limits, slew and heat. Positive power discharges. Energy advances in site time, the power
 * electronics (slew) in real time.
 */
public final class Cabinet {

    /** State of charge below which nothing is discharged any more, and above which nothing is charged. */
    static final double EMPTY = 0.05;

    static final double FULL = 1.0;
    private static final double TAPER_LOW = 0.10;
    private static final double TAPER_HIGH = 0.92;
    private static final double AMBIENT_C = 24;
    private static final double DERATE_FROM_C = 45;
    private static final double DERATE_TO_C = 55;
    /** A tenth of the rated power heats an uncooled cabinet by some 20 K in an hour; liquid cooling takes most of it away. */
    private static final double HEAT_CAPACITY_WS_PER_K = 3.0e6;

    private static final double COOLING_W_PER_K = 400;
    private static final double SLEW_RATED_PER_S = 2.0;

    private final CabinetRating rating;
    private final double health;
    private double storedWh;
    private double powerW;
    private double temperatureC;
    private double dischargedWh;
    private double chargedWh;
    private double lostWh;

    public Cabinet(CabinetRating rating, double health, double soc, double temperatureC) {
        this.rating = rating;
        this.health = health;
        this.storedWh = soc * rating.energyWh() * health;
        this.temperatureC = temperatureC;
    }

    /**
     * Moves on by one step.
     *
     * @param targetW the power asked for
     * @param realSeconds how long the power electronics had to follow
     * @param siteSeconds how long the energy flowed
     */
    public void step(double targetW, double realSeconds, double siteSeconds) {
        double wanted = clamp(targetW, -chargeLimitW(), dischargeLimitW());
        double reach = SLEW_RATED_PER_S * rating.powerW() * realSeconds;
        double slewed = powerW + clamp(wanted - powerW, -reach, reach);
        powerW = clamp(slewed, -chargeLimitW(), dischargeLimitW());
        integrate(siteSeconds / 3600);
        double heating = rating.lossW(powerW) - COOLING_W_PER_K * (temperatureC - AMBIENT_C);
        temperatureC += heating * siteSeconds / HEAT_CAPACITY_WS_PER_K;
    }

    private void integrate(double hours) {
        double loss = rating.lossW(powerW) * hours;
        double left = storedWh - powerW * hours - loss;
        if (left < 0 || left > capacityWh()) {
            // The last sliver of a long step: only what is there flows.
            double possible = clamp(left, 0, capacityWh());
            powerW = hours == 0 ? 0 : (storedWh - possible - loss) / hours;
            left = possible;
        }
        dischargedWh += Math.max(0, powerW) * hours;
        chargedWh += Math.max(0, -powerW) * hours;
        lostWh += loss;
        storedWh = left;
    }

    /** WDisChaRteMax: what it would deliver now. */
    public double dischargeLimitW() {
        return rating.powerW() * clamp((soc() - EMPTY) / (TAPER_LOW - EMPTY), 0, 1) * heatFactor();
    }

    /** WChaRteMax: what it would take now. */
    public double chargeLimitW() {
        return rating.powerW() * clamp((FULL - soc()) / (FULL - TAPER_HIGH), 0, 1) * heatFactor();
    }

    private double heatFactor() {
        return clamp((DERATE_TO_C - temperatureC) / (DERATE_TO_C - DERATE_FROM_C), 0, 1);
    }

    public double soc() {
        return storedWh / capacityWh();
    }

    public double capacityWh() {
        return rating.energyWh() * health;
    }

    public double storedWh() {
        return storedWh;
    }

    public double powerW() {
        return powerW;
    }

    public double temperatureC() {
        return temperatureC;
    }

    /** Something outside has brought it to this temperature. */
    public void temperature(double celsius) {
        temperatureC = celsius;
    }

    public double health() {
        return health;
    }

    public double dischargedWh() {
        return dischargedWh;
    }

    public double chargedWh() {
        return chargedWh;
    }

    public double lostWh() {
        return lostWh;
    }

    public CabinetRating rating() {
        return rating;
    }

    /** The flat voltage curve of LFP with a small drop under load. */
    public double volts() {
        double open = rating.nominalVolts() * (0.96 + 0.08 * soc());
        return open - 0.02 * rating.nominalVolts() * powerW / rating.powerW();
    }

    /** DC current, + = discharge. */
    public double amps() {
        return powerW / volts();
    }

    private static double clamp(double value, double low, double high) {
        return Math.max(low, Math.min(high, value));
    }
}
