package io.tieline.control.grid;

import io.tieline.control.settings.GridSettings;
import io.tieline.control.situation.Situation;
import io.tieline.control.situation.Witness;
import java.util.Arrays;

/**
 * Since when each input of the grid says what it says, on the monotonic clock; after a restart all begin anew.
 *
 * @param meterFreshNanos when the meter was last fresh
 * @param meterBadNanos since when the meter is out of band or silent
 * @param speaksNanos since when anything speaks of a loss
 * @param clearNanos since when nothing does
 * @param wrongNanos since when the grid is back, but not as it must be
 * @param dips how many suspicions followed each other closely
 * @param dipNanos when the last of them began
 * @param witnessNanos since when each witness speaks of a loss
 */
public record GridClocks(
        long meterFreshNanos,
        long meterBadNanos,
        long speaksNanos,
        long clearNanos,
        long wrongNanos,
        int dips,
        long dipNanos,
        long[] witnessNanos) {

    static final long NEVER = Long.MIN_VALUE;
    static final GridClocks NONE = new GridClocks(NEVER, NEVER, NEVER, NEVER, NEVER, 0, NEVER, new long[0]);

    /** So many dips within so long are a flapping grid, which is trusted again only after as long a quiet. */
    private static final int FLAPPING = 3;

    private static final double FLAPPING_SECONDS = 60;

    long witnessSince(int index) {
        return index < witnessNanos.length ? witnessNanos[index] : NEVER;
    }

    public static double seconds(long since, long nanos) {
        return since == NEVER ? 0 : (nanos - since) / 1e9;
    }

    /** How long everything must be quiet before a suspicion is over. */
    double quietSeconds(GridSettings settings) {
        return dips >= FLAPPING ? FLAPPING_SECONDS : settings.clearDwell().toMillis() / 1000.0;
    }

    GridClocks next(Situation now, GridEvidence evidence, long nanos) {
        boolean quietMeter = evidence.meterHealthy() || !now.gridPower().isPresent();
        boolean dip = evidence.speaks() && speaksNanos == NEVER;
        boolean close = dipNanos != NEVER && seconds(dipNanos, nanos) <= FLAPPING_SECONDS;
        int recent = dip ? (close ? dips + 1 : 1) : dips;
        return new GridClocks(
                evidence.meterFresh() ? nanos : meterFreshNanos,
                quietMeter ? NEVER : since(meterBadNanos, nanos),
                evidence.speaks() ? since(speaksNanos, nanos) : NEVER,
                evidence.speaks() ? NEVER : since(clearNanos, nanos),
                evidence.wrong().isEmpty() ? NEVER : since(wrongNanos, nanos),
                recent,
                dip ? nanos : dipNanos,
                witnesses(now, nanos));
    }

    /** A wrong grid is given as long again. */
    GridClocks forgiven() {
        return new GridClocks(
                meterFreshNanos, meterBadNanos, speaksNanos, clearNanos, NEVER, dips, dipNanos, witnessNanos);
    }

    private long[] witnesses(Situation now, long nanos) {
        long[] since = new long[now.witnesses().size()];
        for (int i = 0; i < since.length; i++) {
            Witness witness = now.witnesses().get(i);
            since[i] = witness.known() && witness.saysLost() ? since(witnessSince(i), nanos) : NEVER;
        }
        return Arrays.equals(since, witnessNanos) ? witnessNanos : since;
    }

    private static long since(long before, long nanos) {
        return before == NEVER ? nanos : before;
    }
}
