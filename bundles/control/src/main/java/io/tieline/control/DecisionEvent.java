package io.tieline.control;

import io.tieline.control.backup.Order;
import io.tieline.control.lease.Deliveries;
import io.tieline.model.Event;
import io.tieline.model.Severity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A decision as the journal keeps it: the sentence, and the numbers behind it by name. */
final class DecisionEvent {

    private DecisionEvent() {}

    static Event of(Decision decision) {
        Map<String, Object> detail = new HashMap<>();
        detail.put("mode", decision.mode().name());
        detail.put("grid.state", decision.grid().state().name());
        detail.put("grid.reason", decision.grid().reason());
        detail.put("binding", decision.binding().name());
        detail.put("guarded_by", decision.guardedBy().name());
        number(detail, "power", decision.powerW());
        number(detail, "grid.power", decision.flows().gridW());
        number(detail, "battery.power", decision.flows().batteryW());
        number(detail, "load.power", decision.flows().loadW());
        detail.put("window.start", decision.window().startUtcMillis());
        number(detail, "window.elapsed_s", decision.window().elapsedSeconds());
        number(detail, "window.mean", decision.window().meanSoFarW());
        number(detail, "window.allow", decision.window().allowW());
        number(detail, "window.projected", decision.window().projectedW());
        number(detail, "window.projected_without", decision.window().projectedWithoutW());
        number(detail, "target", decision.target().watts());
        number(detail, "target.highest", decision.target().highestW());
        number(detail, "reserve.minutes", decision.reserve().minutesAvailable());
        number(detail, "reserve.required_wh", decision.reserve().requiredWh());
        number(detail, "reserve.available_wh", decision.reserve().availableWh());
        detail.put("supply", decision.supply().carrier().name());
        detail.put("generators", decision.supply().generators().name());
        detail.put("shed", decision.supply().shed());
        number(detail, "shed_w", decision.supply().shedW());
        detail.put("orders", decision.orders().stream().map(Order::sentence).toList());
        detail.put(
                "claims", decision.claims().stream().map(DecisionEvent::claim).toList());
        if (!decision.deliveries().isEmpty()) {
            detail.put(
                    "deliveries",
                    decision.deliveries().stream().map(DecisionEvent::delivery).toList());
        }
        detail.put(
                "setpoints",
                decision.setpoints().stream().map(DecisionEvent::setpoint).toList());
        detail.put(
                "alarms",
                decision.alarms().stream()
                        .map(alarm -> alarm.source() + "/" + alarm.type().type())
                        .toList());
        return new Event(
                decision.utcMillis(),
                Event.Kind.DECISION,
                severity(decision.alarms()),
                "control",
                decision.sentence(),
                detail);
    }

    private static Severity severity(List<Decision.Alarm> alarms) {
        return alarms.stream()
                .map(alarm -> alarm.type().severity())
                .min(Severity::compareTo)
                .orElse(Severity.INFO);
    }

    private static Map<String, Object> claim(Decision.Claim claim) {
        Map<String, Object> told = new HashMap<>();
        told.put("kind", claim.kind().name());
        told.put("outcome", claim.outcome().name());
        told.put("reason", claim.reason());
        number(told, "min", claim.minW());
        number(told, "max", claim.maxW());
        number(told, "preferred", claim.preferredW());
        return told;
    }

    private static Map<String, Object> delivery(Deliveries.Delivery delivery) {
        Map<String, Object> told = new HashMap<>();
        told.put("id", delivery.id());
        told.put("over", delivery.over());
        number(told, "requested", delivery.requestedW());
        number(told, "delivered", delivery.deliveredW());
        number(told, "mean", delivery.meanW());
        number(told, "delivered_wh", delivery.deliveredWh());
        number(told, "measured_s", delivery.measuredSeconds());
        number(told, "elapsed_s", delivery.elapsedSeconds());
        return told;
    }

    private static Map<String, Object> setpoint(Decision.Setpoint setpoint) {
        Map<String, Object> told = new HashMap<>();
        told.put("cabinet", setpoint.id());
        told.put("released", setpoint.released());
        number(told, "watts", setpoint.watts());
        return told;
    }

    /** What is not a number is left out: JSON has no word for it. */
    private static void number(Map<String, Object> detail, String name, double value) {
        if (Double.isFinite(value)) {
            detail.put(name, value);
        }
    }
}
