package io.tieline.rig.walk;

import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import io.tieline.rig.product.RunningGateway;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a gateway says when it is asked, in the terms of a walk. */
record Answers(RunningGateway gateway) {

    String quality(String device, String point) {
        return gateway.point(device, point).getString("quality", "none");
    }

    String gridState() {
        return gateway.decision().getString("gridState", "");
    }

    double power() {
        return number(gateway.decision(), "batteryPowerW");
    }

    private static double number(JsonObject object, String name) {
        JsonValue value = object.get(name);
        return value != null && value.isNumber() ? value.asDouble() : Double.NaN;
    }

    Set<String> states() {
        Set<String> states = new HashSet<>();
        setpoints().forEach(setpoint -> states.add(setpoint.getString("state", "")));
        return states;
    }

    /** The cabinets that have a setpoint. */
    Set<String> steered() {
        Set<String> steered = new HashSet<>();
        setpoints().stream()
                .filter(setpoint -> !Double.isNaN(number(setpoint, "powerW")))
                .forEach(setpoint -> steered.add(setpoint.getString("device", "")));
        return steered;
    }

    private List<JsonObject> setpoints() {
        JsonValue setpoints = gateway.decision().get("setpoints");
        return setpoints == null
                ? List.of()
                : setpoints.asArray().values().stream().map(JsonValue::asObject).toList();
    }

    static List<String> sentences(List<JsonObject> events, String kind, String source) {
        return events.stream()
                .filter(event -> event.getString("kind", "").equals(kind)
                        && event.getString("source", "").equals(source))
                .map(event -> event.getString("sentence", ""))
                .toList();
    }
}
