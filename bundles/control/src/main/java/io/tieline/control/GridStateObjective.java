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
            case OK -> ramped(view, Double.POSITIVE_INFINITY, "the grid is OK");
            case RECHARGE -> ramped(view, 0, "the backup is refilled after the outage");
            case SUSPECT, CONTRADICTION, DEGRADED, LOST, GEN_STARTING, ON_GEN, QUALIFY, RETRANSFER, LOCKOUT ->
                Claim.between(ClaimKind.GRID_STATE, 0, 0, view.grid().reason());
        };
    }

    /** After an outage all batteries of a region want to be filled at once: each waits, then takes more by the minute. */
    private static Claim ramped(View view, double most, String why) {
        if (view.stoodIn()) {
            return Claim.between(
                    ClaimKind.GRID_STATE,
                    0,
                    most,
                    "the load meter stands in for the grid meter, nothing is charged by it");
        }
        double share = view.grid().rechargeShare(view.settings().recharge(), view.nanos());
        double least = share < 1 ? share * view.fleet().sumLowW() : Double.NEGATIVE_INFINITY;
        return Claim.between(ClaimKind.GRID_STATE, least, most, why);
    }
}
