package io.tieline.control;

import io.tieline.control.Decision.Claim;
import io.tieline.control.Decision.ClaimKind;
import io.tieline.control.Decision.Outcome;
import java.util.List;

/** The objectives: each a pure function of the view to a claim on the fleet's power. */
final class Claims {

    private static final double NO_WISH = Double.NaN;
    private static final double LOWEST = Double.NEGATIVE_INFINITY;
    private static final double HIGHEST = Double.POSITIVE_INFINITY;

    private Claims() {}

    /**
     * What objectives look at.
     *
     * @param loadW NaN while it is not known
     * @param loadHighW the recent high of the load
     * @param lastW the power commanded last
     * @param held the meter is silent, but not for long enough to give up
     * @param horizonSeconds how long the decision may stand
     */
    record View(
            ControlSettings settings,
            GridMemory grid,
            Fleet fleet,
            ReserveBudget reserve,
            DemandLaw law,
            TargetRatchet ratchet,
            double loadW,
            double loadHighW,
            double lastW,
            boolean held,
            double horizonSeconds,
            long nanos) {

        boolean shaves() {
            return settings.shaving().enabled() && !Double.isNaN(ratchet.targetW());
        }
    }

    /** All claims, the highest priority first. */
    static List<Claim> of(View view) {
        return List.of(capability(view), siteLimit(view), gridState(view), reserve(view), demand(view), recharge(view));
    }

    /** The claims no ramp may delay. */
    static List<Claim> hard(List<Claim> claims, GridState state) {
        // A silent meter is answered by a ramp to 0, not by a cliff.
        return claims.stream()
                .filter(claim -> claim.kind().compareTo(ClaimKind.DEMAND) < 0
                        && !(claim.kind() == ClaimKind.GRID_STATE && state == GridState.DEGRADED))
                .toList();
    }

    static Claim capability(View view) {
        Fleet fleet = view.fleet();
        return bound(
                ClaimKind.CAPABILITY,
                fleet.sumLowW(),
                fleet.sumHighW(),
                "the batteries can charge " + Words.power(-fleet.sumLowW()) + " and discharge "
                        + Words.power(fleet.sumHighW()));
    }

    static Claim siteLimit(View view) {
        if (Double.isNaN(view.loadW())) {
            return bound(ClaimKind.SITE_LIMIT, LOWEST, HIGHEST, "the load is not known");
        }
        ControlSettings.Limits limits = view.settings().limits();
        double least = view.loadW() - limits.importW();
        double most = Math.max(0, view.loadW() + limits.exportW());
        boolean over = least > 0;
        return new Claim(
                ClaimKind.SITE_LIMIT,
                least,
                most,
                over ? least : NO_WISH,
                over
                        ? "the load of " + Words.power(view.loadW()) + " is above the import limit of "
                                + Words.power(limits.importW())
                        : "the export limit is " + Words.power(limits.exportW()),
                Outcome.SILENT);
    }

    static Claim gridState(View view) {
        if (view.held()) {
            double held = Math.max(0, view.lastW());
            return new Claim(ClaimKind.GRID_STATE, 0, held, held, "the grid meter is silent", Outcome.SILENT);
        }
        return switch (view.grid().state()) {
            case OK -> bound(ClaimKind.GRID_STATE, LOWEST, HIGHEST, "the grid is OK");
            case RECHARGE ->
                bound(ClaimKind.GRID_STATE, -rampAfterOutage(view), 0, "the backup is refilled after the outage");
            case SUSPECT, CONTRADICTION, DEGRADED, LOST, QUALIFY ->
                bound(ClaimKind.GRID_STATE, 0, 0, view.grid().reason());
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

    static Claim reserve(View view) {
        double spare = view.reserve().spareWh();
        double most = Math.max(0, spare)
                * 3600
                / view.horizonSeconds()
                * view.settings().reserve().efficiency();
        return bound(
                ClaimKind.RESERVE,
                LOWEST,
                most,
                spare > 0
                        ? Words.energy(spare) + " above the backup reserve"
                        : "the backup reserve of " + Words.energy(view.reserve().requiredWh()) + " is reached");
    }

    static Claim demand(View view) {
        if (!view.settings().shaving().enabled()) {
            return bound(ClaimKind.DEMAND, LOWEST, HIGHEST, "peak shaving is off");
        }
        if (Double.isNaN(view.loadW())) {
            return bound(ClaimKind.DEMAND, LOWEST, HIGHEST, "the load is not known");
        }
        if (!view.shaves()) {
            return bound(ClaimKind.DEMAND, 0, HIGHEST, "no demand target yet: the first window is observed");
        }
        double target = view.ratchet().targetW();
        double need = view.loadW() - view.law().allowW(target);
        if (need > 0) {
            String would = "the window would end at " + Words.power(view.law().projectedW(view.loadW()))
                    + ", the target is " + Words.power(target);
            return new Claim(ClaimKind.DEMAND, need, HIGHEST, need, would, Outcome.SILENT);
        }
        double ceiling = view.ratchet().chargeCeilingW(view.settings().shaving());
        double room = view.law().chargeRoomW(ceiling, view.loadW(), view.loadHighW());
        return bound(
                ClaimKind.DEMAND,
                -room,
                HIGHEST,
                "charging up to " + Words.power(room) + " keeps the window below " + Words.power(ceiling));
    }

    static Claim recharge(View view) {
        double most = -view.fleet().sumLowW() * view.settings().recharge().powerShare();
        if (most <= 0 || view.held() || Double.isNaN(view.loadW())) {
            return bound(ClaimKind.RECHARGE, LOWEST, HIGHEST, "nothing to charge");
        }
        return new Claim(
                ClaimKind.RECHARGE,
                LOWEST,
                HIGHEST,
                -most,
                "the batteries can take " + Words.power(most),
                Outcome.SILENT);
    }

    private static Claim bound(ClaimKind kind, double min, double max, String reason) {
        return new Claim(kind, min + 0.0, max + 0.0, NO_WISH, reason, Outcome.SILENT);
    }
}
