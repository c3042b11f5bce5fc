package io.tieline.control.grid;

import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.TrustSettings;
import io.tieline.control.situation.Situation;

/**
 * What stands in for a grid meter that has fallen silent or is not believed: the meter of the load less what the batteries
 * give. It does not see what lies between that meter and the grid, so limits are taken lower by as much as that may be,
 * and nothing is charged by it.
 */
public final class StandIn {

    /** Losses of transformer and cables, and what the cabinets need for themselves. */
    private static final double UNSEEN_SHARE = 0.01;

    private StandIn() {}

    /**
     * Whether it steers now. A battery that does not tell its power could give or take anything; and a site whose grid meter
     * was never heard is not ready, whatever else it measures. A meter that says there is no grid is not stood in for: if it is
     * right, there is nobody to give to.
     *
     * @param clocks as of the decision before
     */
    public static boolean steers(Situation now, GridClocks clocks, ControlSettings settings) {
        TrustSettings trust = settings.trust();
        return !now.gridPower().isFresh(trust.meterFreshSeconds())
                && !BlindMeter.seesNone(now, settings.grid(), trust)
                && clocks.meterFreshNanos() != GridClocks.NEVER
                && now.siteLoad().isFresh(trust.meterFreshSeconds())
                && now.cabinets().stream().noneMatch(cabinet -> Double.isNaN(cabinet.powerW()));
    }

    /** A limit at the grid connection, as far as it can be kept without seeing it. */
    public static double below(double watts) {
        return watts * (1 - UNSEEN_SHARE);
    }
}
