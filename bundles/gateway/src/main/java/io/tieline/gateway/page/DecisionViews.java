package io.tieline.gateway.page;

import io.tieline.console.DecisionView;
import io.tieline.console.DecisionView.ClaimView;
import io.tieline.console.DecisionView.ReserveView;
import io.tieline.console.DecisionView.SetpointView;
import io.tieline.console.DecisionView.WindowView;
import io.tieline.control.Decision;
import io.tieline.gateway.control.ControlLoop;
import java.util.List;
import java.util.Optional;

/** Translates a decision of the core into what the page shows. */
final class DecisionViews {

    private DecisionViews() {}

    static DecisionView of(Decision decision, ControlLoop control) {
        return new DecisionView(
                decision.utcMillis(),
                "GRID_" + decision.grid().state().name(),
                decision.sentence(),
                decision.powerW(),
                setpoints(decision, control),
                Optional.of(window(decision)),
                Optional.of(reserve(decision.reserve())),
                claims(decision.claims()));
    }

    private static List<SetpointView> setpoints(Decision decision, ControlLoop control) {
        return decision.setpoints().stream()
                .map(setpoint -> new SetpointView(
                        setpoint.id(),
                        setpoint.watts(),
                        setpoint.released() ? setpoint.why() : state(setpoint, control)))
                .toList();
    }

    private static String state(Decision.Setpoint setpoint, ControlLoop control) {
        double confirmed = control.confirmedWatts(setpoint.device());
        return Double.isNaN(confirmed) ? "not confirmed" : "confirmed";
    }

    private static WindowView window(Decision decision) {
        Decision.Window window = decision.window();
        return new WindowView(
                window.startUtcMillis(),
                window.endUtcMillis(),
                window.elapsedSeconds(),
                window.meanSoFarW(),
                decision.target().watts(),
                window.projectedW(),
                window.allowW(),
                window.projectedWithoutW(),
                window.estimatedSeconds());
    }

    private static ReserveView reserve(Decision.Reserve reserve) {
        return new ReserveView(
                reserve.minutesAvailable(),
                reserve.minutesRequired(),
                reserve.requiredWh(),
                reserve.availableWh(),
                reserve.capacityWh(),
                reserve.floorPercent(),
                reserve.criticalLoadW(),
                reserve.powerW());
    }

    private static List<ClaimView> claims(List<Decision.Claim> claims) {
        Optional<Decision.Claim> can = claims.stream()
                .filter(claim -> claim.kind() == Decision.ClaimKind.CAPABILITY)
                .findFirst();
        return claims.stream()
                .map(claim -> can.map(most -> claim(claim, most)).orElseGet(() -> claim(claim, claim)))
                .toList();
    }

    /** A bound beyond what the batteries can do is none: open says more than a number nobody could ask for. */
    static ClaimView claim(Decision.Claim claim, Decision.Claim can) {
        return new ClaimView(
                claim.kind().label(),
                claim.minW() < can.minW() ? Double.NEGATIVE_INFINITY : claim.minW(),
                claim.maxW() > can.maxW() ? Double.POSITIVE_INFINITY : claim.maxW(),
                claim.preferredW(),
                claim.reason(),
                claim.outcome() == Decision.Outcome.BINDING || claim.outcome() == Decision.Outcome.MET);
    }
}
