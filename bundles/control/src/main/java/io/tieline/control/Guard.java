package io.tieline.control;

import io.tieline.control.settings.GuardSettings;

/** Keeps setpoints from jumping and from fidgeting. */
final class Guard {

    private Guard() {}

    /** The power that is commanded, and what changed it. */
    record Guarded(double powerW, Decision.GuardedBy by) {}

    /**
     * Limits the way from the last power to the wanted one.
     *
     * @param hard what safety demands; it is never ramped and never rounded away
     */
    static Guarded limit(GuardSettings settings, double lastW, double wantedW, double seconds, Arbiter.Bounds hard) {
        double reach = settings.rampWattsPerSecond() * Math.max(0, seconds);
        double ramped = Math.max(lastW - reach, Math.min(lastW + reach, wantedW));
        double safe = hard.clamp(ramped);
        boolean small = Math.abs(safe - lastW) < settings.deadBandW() && safe != lastW;
        if (small && wantedW != 0 && hard.clamp(lastW) == lastW) {
            return new Guarded(lastW, Decision.GuardedBy.DEAD_BAND);
        }
        return new Guarded(
                safe + 0.0, safe == wantedW || safe != ramped ? Decision.GuardedBy.NOTHING : Decision.GuardedBy.RAMP);
    }
}
