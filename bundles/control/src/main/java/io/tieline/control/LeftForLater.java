package io.tieline.control;

import io.tieline.control.settings.GuardSettings;
import io.tieline.control.smoothing.SmoothingSettings;

/**
 * What the rest of a demand window can make up for. A window that is above its target now may end below it by itself, and
 * what was given meanwhile is missing on a harder day: so a part is left for later, and never more than can be given then.
 *
 * @param powerW what the batteries are counted on for later, 0: nothing is left to them
 * @param delaySeconds how long they take to get there
 * @param energyWs what they have for it above the backup reserve
 */
record LeftForLater(double powerW, double delaySeconds, double energyWs) {

    static final LeftForLater NOTHING = new LeftForLater(0, 0, 0);

    /**
     * So much of their power: with less, energy goes into windows that end below the target by themselves; with more, those
     * are lost whose load rises once more. target/README.md has the figures.
     */
    private static final double SHARE = 0.5;

    /** As things stand. Who cannot see the grid meter leaves nothing for later, when even less may be seen. */
    static LeftForLater of(View view) {
        if (view.stoodIn()) {
            return NOTHING;
        }
        // More than the load would be fed into the grid.
        double canW = Math.min(view.fleet().sumHighW(), view.loadW());
        double againW = view.loadHighW() - view.loadW();
        double powerW = Math.max(0, Math.min(SHARE * canW, canW - againW));
        double delay = view.settings().trust().responseSeconds() + powerW / wattsPerSecond(view.settings());
        double spareWh = view.reserve().spareWh();
        return new LeftForLater(
                powerW,
                delay,
                Math.max(0, spareWh) * 3600 * view.settings().reserve().efficiency());
    }

    private static double wattsPerSecond(ControlSettings settings) {
        GuardSettings guard = settings.guard();
        SmoothingSettings smoothing = settings.smoothing();
        return smoothing.enabled()
                ? Math.min(guard.rampWattsPerSecond(), smoothing.downWattsPerSecond())
                : guard.rampWattsPerSecond();
    }

    /** What can be given within some time. */
    double withinWs(double seconds) {
        return Math.min(energyWs, powerW * Math.max(0, seconds - delaySeconds));
    }
}
