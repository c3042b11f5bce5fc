package io.tieline.rig.physics;

import java.util.Random;

/** What the site uses apart from what is plugged into switched outlets: a level with ramps, an oscillation and noise. */
public final class SiteLoad {

    /** Seconds over which a deviation from the level fades. */
    private static final double NOISE_TAU_S = 180;

    private final Random random;
    private final double noiseShare;
    private double fromW;
    private double toW;
    private double rampSeconds;
    private double secondsInRamp;
    private double swingW;
    private double swingHertz;
    private double seconds;
    private double noise;

    /** @param noiseShare standard deviation of what it wanders, as a share of the level */
    public SiteLoad(double watts, double noiseShare, long seed) {
        this.fromW = watts;
        this.toW = watts;
        this.noiseShare = noiseShare;
        this.random = new Random(seed);
    }

    /** Goes to a new level, in a straight line over so many seconds. */
    public void goTo(double watts, double overSeconds) {
        fromW = levelW();
        toW = watts;
        rampSeconds = overSeconds;
        secondsInRamp = 0;
    }

    /** Swings around its level. */
    public void swing(double watts, double hertz) {
        swingW = watts;
        swingHertz = hertz;
    }

    void step(double stepSeconds) {
        seconds += stepSeconds;
        secondsInRamp += stepSeconds;
        double keep = Math.exp(-stepSeconds / NOISE_TAU_S);
        noise = keep * noise + noiseShare * Math.sqrt(1 - keep * keep) * random.nextGaussian();
    }

    private double levelW() {
        double part = rampSeconds <= 0 ? 1 : Math.min(1, secondsInRamp / rampSeconds);
        return fromW + part * (toW - fromW);
    }

    public double watts() {
        double swing = swingW * Math.sin(2 * Math.PI * swingHertz * seconds);
        return Math.max(0, levelW() * (1 + noise) + swing);
    }
}
