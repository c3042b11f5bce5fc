package io.tieline.control;

import io.tieline.control.Decision.ClaimKind;
import io.tieline.control.Decision.GuardedBy;
import io.tieline.control.grid.GridState;
import io.tieline.control.words.Words;
import java.time.ZoneId;
import java.util.Optional;

/** The decision in words. */
final class Sentence {

    private Sentence() {}

    static String of(Decision decision) {
        return switch (decision.mode()) {
            case RELEASED -> released(decision);
            case DISCHARGING -> discharging(decision);
            case CHARGING -> charging(decision);
            case IDLE -> idle(decision);
        };
    }

    private static String released(Decision decision) {
        Decision.Grid grid = decision.grid();
        ZoneId zone = decision.window().zone();
        return switch (grid.state()) {
            case LOST, GEN_STARTING, ON_GEN, LOCKOUT ->
                (grid.state() == GridState.LOCKOUT ? "Locked out after the loss at " : "Grid lost at ")
                        + Words.time(grid.lostUtcMillis(), zone) + ": " + grid.reason() + "; " + carried(decision)
                        + ", tariff control is off.";
            case QUALIFY, RETRANSFER ->
                "Grid back at " + Words.time(grid.sinceUtcMillis(), zone) + " after the loss at "
                        + Words.time(grid.lostUtcMillis(), zone) + "; "
                        + (grid.state() == GridState.QUALIFY
                                ? "the batteries stay released until it has been healthy for long enough."
                                : grid.reason() + ".");
            default -> "No setpoints: " + withheld(decision) + "; every cabinet falls back by itself.";
        };
    }

    /** Who carries the load, for how long, and what it cost. */
    private static String carried(Decision decision) {
        Decision.Supply supply = decision.supply();
        String shed = supply.shed().isEmpty() ? "" : ", " + supply.shed().size() + " outlets are switched off";
        return supply.carrier() == Decision.Carrier.GENERATORS
                ? "the generators carry the load" + shed
                : "the batteries are released to carry the load for about "
                        + Math.round(decision.reserve().minutesAvailable()) + " minutes" + shed;
    }

    private static String withheld(Decision decision) {
        Decision.Claim authority = decision.claim(ClaimKind.AUTHORITY);
        return authority.maxW() == 0 && authority.minW() == 0 && decision.grid().state() != GridState.DEGRADED
                ? authority.reason()
                : decision.grid().reason();
    }

    private static String discharging(Decision decision) {
        String head = "Discharging " + Words.power(decision.powerW());
        if (decision.guardedBy() == GuardedBy.HOLD) {
            return head + " as before: the grid meter is silent, the power is held for a short while.";
        }
        boolean onTheWay = decision.binding() == ClaimKind.GRID_STATE
                || decision.binding() == ClaimKind.RECHARGE
                || decision.binding() == ClaimKind.NONE;
        if (onTheWay) {
            return head + " on the way to less: " + why(decision) + ramping(decision) + ".";
        }
        Optional<Decision.Claim> wanted = wanted(decision);
        boolean more = wanted.isPresent()
                && wanted.get().kind() != decision.binding()
                && wanted.get().preferredW() > decision.powerW();
        return head
                + (more
                        ? " of " + Words.power(wanted.get().preferredW()) + " wanted: "
                                + wanted.get().reason() + ", but "
                        : ": ")
                + decision.claim(decision.binding()).reason()
                + ramping(decision)
                + ".";
    }

    /** The claim whose wish counted. */
    private static Optional<Decision.Claim> wanted(Decision decision) {
        return decision.claims().stream()
                .filter(claim -> !Double.isNaN(claim.preferredW()))
                .findFirst();
    }

    private static String charging(Decision decision) {
        return "Charging " + Words.power(-decision.powerW()) + ": the batteries stand at " + soc(decision)
                + (decision.binding() == ClaimKind.RECHARGE ? "" : ", " + why(decision))
                + "; the " + span(decision) + " window will end at "
                + Words.power(decision.window().projectedW())
                + targetIs(decision) + ramping(decision) + ".";
    }

    private static String idle(Decision decision) {
        if (decision.grid().state() != GridState.OK && decision.grid().state() != GridState.RECHARGE) {
            return "Idle: " + decision.grid().state().label() + ", "
                    + decision.grid().reason() + "; charging and tariff discharge are off.";
        }
        Optional<Decision.Claim> wanted = wanted(decision);
        if (wanted.isPresent() && wanted.get().preferredW() > 0) {
            return "Idle: " + wanted.get().reason()
                    + (decision.binding() == wanted.get().kind() ? ramping(decision) : ", but " + why(decision))
                    + ".";
        }
        if (wanted.isPresent() && wanted.get().preferredW() == 0) {
            return "Idle: " + wanted.get().reason() + ".";
        }
        if (Double.isNaN(decision.target().watts())) {
            return "Idle: " + decision.claim(ClaimKind.DEMAND).reason() + ".";
        }
        return "Idle: the " + span(decision) + " window will end at "
                + Words.power(decision.window().projectedW()) + targetIs(decision) + "; the batteries stand at "
                + soc(decision) + ".";
    }

    private static String targetIs(Decision decision) {
        return Double.isNaN(decision.target().watts())
                ? ""
                : ", the target is " + Words.power(decision.target().watts());
    }

    private static String why(Decision decision) {
        return decision.binding() == ClaimKind.NONE
                ? "nothing asks for it"
                : decision.claim(decision.binding()).reason();
    }

    private static String ramping(Decision decision) {
        return decision.guardedBy() == GuardedBy.RAMP ? " (ramping)" : "";
    }

    private static String soc(Decision decision) {
        Decision.Reserve reserve = decision.reserve();
        return reserve.capacityWh() > 0 ? Words.percent(reserve.availableWh() / reserve.capacityWh() * 100) : "0 %";
    }

    private static String span(Decision decision) {
        ZoneId zone = decision.window().zone();
        return Words.time(decision.window().startUtcMillis(), zone) + "–"
                + Words.time(decision.window().endUtcMillis(), zone);
    }
}
