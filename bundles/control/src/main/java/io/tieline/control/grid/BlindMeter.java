package io.tieline.control.grid;

import io.tieline.control.settings.GridSettings;
import io.tieline.control.settings.TrustSettings;
import io.tieline.control.situation.Input.Confidence;
import io.tieline.control.situation.Situation;
import io.tieline.control.situation.Witness;
import io.tieline.control.situation.Witness.Kind;

/**
 * A grid meter that answers and sees no voltage in one phase or in all, while everyone else sees the grid: more often a fuse
 * of its voltage inputs than a grid that is gone. What it counts as power is then too little by what those phases carry, and
 * nothing when all are gone, whatever flows. It is taken for no grid that is back, only for a meter that does not measure.
 */
public final class BlindMeter {

    /** Below this share of the nominal voltage a phase is not there, rather than sagging. */
    private static final double NO_PHASE = 0.5;
    /** A grid that fails is told by all others within this time, however slowly they are asked. */
    private static final double OTHERS_TELL_SECONDS = 60;

    private BlindMeter() {}

    /** Whether it sees no voltage in a phase, by what it says itself. */
    public static boolean seesNone(Situation now, GridSettings grid, TrustSettings trust) {
        return now.gridVoltageLow().isFresh(trust.meterFreshSeconds())
                && now.gridVoltageLow().value() < NO_PHASE * grid.nominalVoltageV();
    }

    /**
     * The situation with its power out of the way, where it is judged to be blind: for as long as everyone else sees the grid.
     *
     * @param clocks as of the decision before
     */
    public static Situation judge(
            Situation now, GridClocks clocks, GridSettings grid, TrustSettings trust, long nanos) {
        boolean judged = now.gridPower().confidence() == Confidence.GOOD
                && seesNone(now, grid, trust)
                && GridClocks.seconds(clocks.meterBadNanos(), nanos) >= OTHERS_TELL_SECONDS
                && LoadPlace.notOnGrid(now).isEmpty()
                && now.witnesses().stream().anyMatch(BlindMeter::seesVoltage);
        return judged ? now.doubtingMeter(why(now, grid)) : now;
    }

    private static String why(Situation now, GridSettings grid) {
        boolean all = now.gridVoltageHigh().value() < NO_PHASE * grid.nominalVoltageV();
        return "it sees no voltage in " + (all ? "any" : "a") + " phase, everyone else sees the grid";
    }

    /** A breaker is closed with and without it. */
    private static boolean seesVoltage(Witness witness) {
        return witness.kind() != Kind.BREAKER;
    }
}
