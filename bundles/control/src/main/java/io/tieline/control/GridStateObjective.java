package io.tieline.control;

import io.tieline.control.Decision.Claim;
import io.tieline.control.Decision.ClaimKind;

/** Freezes the tariff while the grid is in doubt, and holds the last power while the meter is silent for a moment. */
final class GridStateObjective implements Objective {

    @Override
    public Claim claim(View view) {
        if (view.held()) {
            double held = Math.max(0, view.lastW());
            String silent = "the grid meter is silent";
            return Claim.between(ClaimKind.GRID_STATE, 0, held, silent).wishing(held, silent);
        }
        return switch (view.grid().state()) {
            case OK -> Claim.free(ClaimKind.GRID_STATE, "the grid is OK");
            case RECHARGE ->
                Claim.between(
                        ClaimKind.GRID_STATE, -rampAfterOutage(view), 0, "the backup is refilled after the outage");
            case SUSPECT, CONTRADICTION, DEGRADED, LOST, QUALIFY ->
                Claim.between(ClaimKind.GRID_STATE, 0, 0, view.grid().reason());
        };
    }

    private static double rampAfterOutage(View view) {
        ControlSettings.Recharge recharge = view.settings().recharge();
        double minutes = (view.grid().secondsOfRecharge(view.nanos())
                        - recharge.outageDelay().toMillis() / 1000.0)
                / 60;
        return Math.max(0, Math.min(1, minutes * recharge.outageRampPerMinute()))
                * -view.fleet().sumLowW();
    }
}
