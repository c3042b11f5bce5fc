package io.tieline.console;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import io.tieline.console.DecisionView.ClaimView;
import io.tieline.console.DecisionView.ReserveView;
import io.tieline.console.DecisionView.SetpointView;
import io.tieline.console.DecisionView.WindowView;
import io.tieline.model.Acknowledgement;
import io.tieline.model.Alarm;
import io.tieline.model.Event;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The views as JSON; the fields are described in {@code package-info}. A number that is not known is null. */
final class ViewJson {

    private ViewJson() {}

    static JsonObject decision(DecisionView decision) {
        return Json.object()
                .add("timeUtcMillis", decision.utcMillis())
                .add("gridState", decision.gridState())
                .add("sentence", decision.sentence())
                .add("batteryPowerW", number(decision.batteryPowerW()))
                .add("setpoints", list(decision.setpoints(), ViewJson::setpoint))
                .add(
                        "window",
                        decision.window().<JsonValue>map(ViewJson::window).orElse(Json.NULL))
                .add(
                        "reserve",
                        decision.reserve().<JsonValue>map(ViewJson::reserve).orElse(Json.NULL))
                .add("claims", list(decision.claims(), ViewJson::claim));
    }

    private static JsonObject setpoint(SetpointView setpoint) {
        return Json.object()
                .add("device", setpoint.device())
                .add("powerW", number(setpoint.powerW()))
                .add("state", setpoint.state());
    }

    private static JsonObject window(WindowView window) {
        return Json.object()
                .add("startUtcMillis", window.startUtcMillis())
                .add("endUtcMillis", window.endUtcMillis())
                .add("elapsedS", number(window.elapsedS()))
                .add("meanSoFarW", number(window.meanSoFarW()))
                .add("targetW", number(window.targetW()))
                .add("projectedW", number(window.projectedW()))
                .add("allowW", number(window.allowW()))
                .add("rawMeanSoFarW", number(window.rawMeanSoFarW()))
                .add("estimatedS", number(window.estimatedS()));
    }

    private static JsonObject reserve(ReserveView reserve) {
        return Json.object()
                .add("minutesAvailable", number(reserve.minutesAvailable()))
                .add("minutesRequired", number(reserve.minutesRequired()))
                .add("requiredWh", number(reserve.requiredWh()))
                .add("availableWh", number(reserve.availableWh()))
                .add("capacityWh", number(reserve.capacityWh()))
                .add("socFloorPercent", number(reserve.socFloorPercent()))
                .add("criticalLoadW", number(reserve.criticalLoadW()))
                .add("powerW", number(reserve.powerW()));
    }

    private static JsonObject claim(ClaimView claim) {
        return Json.object()
                .add("name", claim.name())
                .add("minW", number(claim.minW()))
                .add("maxW", number(claim.maxW()))
                .add("preferredW", number(claim.preferredW()))
                .add("reason", claim.reason())
                .add("bound", claim.bound());
    }

    static JsonObject device(DeviceView device) {
        return Json.object()
                .add("id", device.id())
                .add("kind", device.kind().label())
                .add("identity", device.identity())
                .add("address", device.address())
                .add("comm", word(device.comm()))
                .add("why", device.why())
                .add("sinceUtcMillis", device.sinceUtcMillis());
    }

    static JsonObject event(Event event) {
        return Json.object()
                .add("timeUtcMillis", event.utcMillis())
                .add("kind", word(event.kind()))
                .add("severity", word(event.severity()))
                .add("source", event.source())
                .add("sentence", event.sentence())
                .add("detail", any(event.detail()));
    }

    static JsonObject alarm(Alarm alarm) {
        return Json.object()
                .add("id", alarm.id())
                .add("source", alarm.source())
                .add("type", alarm.type())
                .add("severity", word(alarm.severity()))
                .add("raisedUtcMillis", alarm.raisedUtcMillis())
                .add("text", alarm.text())
                .add(
                        "acknowledged",
                        alarm.acknowledged()
                                .<JsonValue>map(ViewJson::acknowledgement)
                                .orElse(Json.NULL));
    }

    private static JsonObject acknowledgement(Acknowledgement acknowledgement) {
        return Json.object().add("by", acknowledgement.by()).add("timeUtcMillis", acknowledgement.utcMillis());
    }

    static JsonObject status(ConsoleData data) {
        return Json.object()
                .add("journal", any(data.journal()))
                .add("uplink", any(data.uplink()))
                .add("summary", any(data.summary()));
    }

    static <T> JsonArray list(List<T> items, Function<T, ? extends JsonValue> json) {
        JsonArray array = new JsonArray();
        items.forEach(item -> array.add(json.apply(item)));
        return array;
    }

    static JsonValue number(double value) {
        return Double.isFinite(value) ? Json.value(value) : Json.NULL;
    }

    /** ALARM_RAISED → alarm-raised. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static JsonValue any(@Nullable Object value) {
        if (value == null) {
            return Json.NULL;
        }
        if (value instanceof Boolean flag) {
            return Json.value(flag);
        }
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return Json.value(((Number) value).longValue());
        }
        if (value instanceof Number number) {
            return number(number.doubleValue());
        }
        if (value instanceof Map<?, ?> map) {
            JsonObject object = Json.object();
            map.forEach((key, entry) -> object.add(String.valueOf(key), any(entry)));
            return object;
        }
        if (value instanceof Iterable<?> items) {
            JsonArray array = new JsonArray();
            items.forEach(item -> array.add(any(item)));
            return array;
        }
        return Json.value(value.toString());
    }
}
