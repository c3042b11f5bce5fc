package io.tieline.control;

import io.tieline.control.Decision.Claim;
import io.tieline.control.Decision.ClaimKind;
import io.tieline.control.grid.GridState;
import java.util.ArrayList;
import java.util.List;

/** Every objective of a site, the highest priority first: the order of {@link ClaimKind}. */
final class Objectives {

    private static final List<Objective> ALL = List.of(
            new CapabilityObjective(),
            new SiteLimitObjective(),
            new GridStateObjective(),
            new ReserveObjective(),
            new AuthorityObjective(),
            new CurtailmentObjective(),
            new SmoothingObjective(),
            new DemandObjective(),
            new MaintenanceObjective(),
            new ScheduleObjective(),
            new PriceObjective(),
            new RechargeObjective());

    private Objectives() {}

    static List<Claim> claims(View view) {
        List<Claim> claims = new ArrayList<>(ALL.size());
        for (Objective objective : ALL) {
            claims.add(objective.claim(view));
        }
        return claims;
    }

    /**
     * The claims no ramp may delay: what keeps people, batteries, connection and backup safe; and smoothing, which is a
     * ramp of its own.
     */
    static List<Claim> hard(List<Claim> claims, GridState state) {
        List<Claim> hard = new ArrayList<>(claims.size());
        for (Claim claim : claims) {
            boolean safety = claim.kind().compareTo(ClaimKind.AUTHORITY) <= 0 || claim.kind() == ClaimKind.SMOOTHING;
            // A silent meter is answered by a ramp to 0, not by a cliff.
            if (safety && !(claim.kind() == ClaimKind.GRID_STATE && state == GridState.DEGRADED)) {
                hard.add(claim);
            }
        }
        return hard;
    }
}
