package io.tieline.rig.physics;

/** The public grid as it arrives at the site; set by whoever tells the story, read by the devices. */
public final class GridConnection {

    /** Below this a rectifier lets go and takes its battery; conversions ride through to half the voltage. */
    private static final double RECTIFIER_LETS_GO = 0.85;

    private static final double ISLANDS_BELOW = 0.5;

    private boolean present = true;
    private double voltageShare = 1;
    private double hertz = 50;
    private boolean rotationRight = true;

    public void present(boolean there) {
        present = there;
    }

    /** @param share of the nominal voltage, on all phases */
    public void voltage(double share) {
        voltageShare = share;
    }

    public void frequency(double ofHertz) {
        hertz = ofHertz;
    }

    /** @param right whether the phases follow each other in the right order */
    public void rotation(boolean right) {
        rotationRight = right;
    }

    /** Share of the nominal voltage, 0 while it is away. */
    public double voltageShare() {
        return present ? voltageShare : 0;
    }

    public double hertz() {
        return present ? hertz : 0;
    }

    public boolean rotationRight() {
        return rotationRight;
    }

    /** Whether it holds the site's bus up at all. */
    public boolean carries() {
        return voltageShare() >= ISLANDS_BELOW;
    }

    boolean feedsRectifiers() {
        return voltageShare() >= RECTIFIER_LETS_GO;
    }
}
