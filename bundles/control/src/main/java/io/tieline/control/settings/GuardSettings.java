package io.tieline.control.settings;

import static io.tieline.control.settings.Refusal.notNegative;
import static io.tieline.control.settings.Refusal.positive;
import static io.tieline.control.settings.Refusal.unless;

/**
 * How setpoints move.
 *
 * @param rampWattsPerSecond of the whole fleet
 * @param deadBandW a change smaller than this is not sent
 * @param minimumShare of a cabinet's nominal power below which it is not worth running
 */
public record GuardSettings(double rampWattsPerSecond, double deadBandW, double minimumShare) {

    public static final GuardSettings DEFAULT = new GuardSettings(100_000, 500, 0.1);

    public GuardSettings {
        positive("guard.rampWattsPerSecond", rampWattsPerSecond);
        notNegative("guard.deadBandW", deadBandW);
        unless(
                minimumShare >= 0 && minimumShare <= 0.5,
                "guard.minimumShare: must be between 0 and 0.5, is " + minimumShare);
    }
}
