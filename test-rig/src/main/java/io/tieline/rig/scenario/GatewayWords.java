package io.tieline.rig.scenario;

import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import io.tieline.rig.product.RunningGateway;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** What a gateway says over its REST interface, asked a few times a second; the last answer stands. */
final class GatewayWords implements Stage.Words {

    /** Parts of the decision that REST calls otherwise than the core. */
    private static final Map<String, String> OTHERWISE = Map.of(
            "target.watts",
            "window.targetW",
            "window.elapsedSeconds",
            "window.elapsedS",
            "window.estimatedSeconds",
            "window.estimatedS");

    private record Answer(
            long askedNanos, boolean alive, JsonObject decision, List<JsonObject> alarms, List<String> events) {}

    private final LongSupplier nanos;
    private volatile Answer last = new Answer(Long.MIN_VALUE, false, new JsonObject(), List.of(), List.of());

    /** @param nanos site time since the beginning of the scenario */
    GatewayWords(LongSupplier nanos) {
        this.nanos = nanos;
    }

    void ask(RunningGateway gateway) {
        long asked = nanos.getAsLong();
        JsonObject decision = gateway.decision();
        last = new Answer(
                asked,
                gateway.process().isAlive() && !decision.isEmpty(),
                decision,
                gateway.list("alarms"),
                gateway.list("events?limit=500").stream()
                        .map(event -> event.getString("sentence", ""))
                        .toList());
    }

    void gone() {
        last = new Answer(nanos.getAsLong(), false, new JsonObject(), List.of(), last.events());
    }

    /** UTC of the last decision by the gateway's clock; empty if none is known. */
    OptionalLong decidedUtcMillis() {
        return last.alive() ? OptionalLong.of(last.decision().getLong("timeUtcMillis", 0)) : OptionalLong.empty();
    }

    @Override
    public long askedNanos() {
        return last.askedNanos();
    }

    List<String> events() {
        return last.events();
    }

    @Override
    public boolean isAlive() {
        return last.alive();
    }

    @Override
    public String gridState() {
        return last.decision()
                .getString("gridState", "")
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^grid_", "");
    }

    @Override
    public String mode() {
        if (gridState().isEmpty()) {
            return "";
        }
        double watts = powerW();
        JsonValue setpoints = last.decision().get("setpoints");
        boolean steers = setpoints != null
                && setpoints.asArray().values().stream()
                        .anyMatch(setpoint ->
                                setpoint.asObject().getString("state", "").matches("(not )?confirmed"));
        return !steers ? "released" : watts == 0 ? "idle" : watts > 0 ? "discharging" : "charging";
    }

    @Override
    public String sentence() {
        return last.decision().getString("sentence", "");
    }

    @Override
    public String binding() {
        throw new UnsupportedOperationException("REST does not tell which claim bound");
    }

    @Override
    public String commissioning() {
        throw new UnsupportedOperationException("played in computed time only");
    }

    @Override
    public double powerW() {
        return last.decision().getDouble("batteryPowerW", Double.NaN);
    }

    @Override
    public boolean alarm(String id) {
        return standing(id).isPresent();
    }

    @Override
    public String alarmText(String id) {
        return standing(id).map(alarm -> alarm.getString("text", "")).orElse("");
    }

    private Optional<JsonObject> standing(String id) {
        return last.alarms().stream()
                .filter(alarm -> {
                    String known = alarm.getString("id", "");
                    return known.equals(id) || known.endsWith("/" + id);
                })
                .findFirst();
    }

    @Override
    public long alarms(String type) {
        return last.alarms().stream()
                .filter(alarm -> alarm.getString("id", "").endsWith("/" + type))
                .count();
    }

    @Override
    public boolean updateAllowed() {
        throw new UnsupportedOperationException("played in computed time only");
    }

    @Override
    public Object decision(String path) {
        JsonValue value = last.decision();
        for (String name : OTHERWISE.getOrDefault(path, path).split("\\.")) {
            value = value.isObject() ? value.asObject().get(name) : null;
            if (value == null) {
                return Double.NaN;
            }
        }
        return value.isNumber() ? (Object) value.asDouble() : value.toString();
    }
}
