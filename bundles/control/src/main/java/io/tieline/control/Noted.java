package io.tieline.control;

import io.tieline.control.grid.GridState;
import java.util.List;

/**
 * The last decision an operator was told of, to tell the next one only when it differs in something that matters.
 *
 * @param alarms source and type of the alarms that stood
 * @param nanos when it was told
 */
public record Noted(
        Decision.Mode mode, GridState grid, double powerW, double targetW, List<String> alarms, long nanos) {

    public static final Noted NONE =
            new Noted(Decision.Mode.RELEASED, GridState.DEGRADED, 0, Double.NaN, List.of(), Long.MIN_VALUE);

    /** A power that moved by this share of what the fleet can do is news. */
    private static final double NEWS_SHARE = 0.1;
    /** Less than this share is rest to whoever watches: a few watts after a limit, the end of a ramp. */
    private static final double SEEN_SHARE = 0.005;
    /** Charging, idling and discharging may alternate by the second around a target; that is told once a minute. */
    private static final double QUIET_SECONDS = 60;

    boolean differsFrom(Noted now, double fleetW) {
        if (nanos == Long.MIN_VALUE
                || grid != now.grid
                || (mode == Decision.Mode.RELEASED) != (now.mode == Decision.Mode.RELEASED)
                || !alarms.equals(now.alarms)
                || Double.compare(targetW, now.targetW) != 0) {
            return true;
        }
        boolean quiet = (now.nanos - nanos) / 1e9 < QUIET_SECONDS;
        double movedW = Math.abs(now.powerW - powerW);
        boolean turned = mode != now.mode && movedW > SEEN_SHARE * fleetW;
        return !quiet && (turned || movedW > NEWS_SHARE * fleetW);
    }
}
