package io.tieline.control.settings;

/**
 * The commissioning test.
 *
 * @param required whether a cabinet is commanded only after it has passed
 * @param stepShare of its nominal power a cabinet is moved by, up and down
 * @param tolerance by how much the meter's answer may differ from the step, as a share
 * @param holdSeconds how long each step is held
 * @param slowestSeconds a cabinet that takes longer to answer fails
 */
public record CommissioningSettings(
        boolean required, double stepShare, double tolerance, double holdSeconds, double slowestSeconds) {

    public static final CommissioningSettings REQUIRED = new CommissioningSettings(true, 0.05, 0.2, 6, 3);
    /** For a site that needs no proof: a simulated one, or one that was commissioned otherwise. */
    public static final CommissioningSettings WAIVED = new CommissioningSettings(false, 0.05, 0.2, 6, 3);

    public CommissioningSettings {
        Refusal.unless(
                stepShare > 0 && stepShare <= 0.5,
                "commissioning.stepShare: must be above 0 and at most 0.5, is " + stepShare);
        Refusal.unless(
                tolerance > 0 && tolerance <= 0.5,
                "commissioning.tolerance: must be above 0 and at most 0.5, is " + tolerance);
        Refusal.unless(
                slowestSeconds > 0 && holdSeconds >= 2 * slowestSeconds && Double.isFinite(holdSeconds),
                "commissioning.holdSeconds: must be at least twice commissioning.slowestSeconds, is " + holdSeconds);
    }

    /** The same for a site whose clock runs faster than its wires. */
    public CommissioningSettings accelerated(double factor) {
        return new CommissioningSettings(required, stepShare, tolerance, holdSeconds * factor, slowestSeconds * factor);
    }
}
