package io.tieline.console;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.Point;
import io.tieline.model.PointKind;
import io.tieline.model.Quality;
import io.tieline.model.Unit;
import java.util.List;
import java.util.Set;

/** Points of a device as JSON: all of them in full, or the few the overview shows. */
final class PointJson {

    /** What the overview shows of any device that has it. */
    private static final Set<String> HEADLINES = Set.copyOf(List.of(
            "meter.power",
            "meter.voltage",
            "meter.frequency",
            "meter.pf",
            "battery.soc",
            "battery.soh",
            "battery.power",
            "battery.state",
            "battery.temperature",
            "battery.runtime",
            "battery.capacity.rated",
            "pcs.power",
            "pcs.power.setpoint",
            "pcs.nominal.power",
            "pcs.state",
            "ups.mode",
            "ups.on_battery",
            "ups.load",
            "ups.output.power",
            "ups.input.power",
            "pdu.power",
            "pdu.load",
            "ats.active_source",
            "ats.output.power",
            "genset.state",
            "genset.power",
            "genset.fuel",
            "rectifier.power",
            "sensor.temperature",
            "sensor.humidity"));

    private PointJson() {}

    static JsonArray all(DeviceSnapshot snapshot) {
        JsonArray points = new JsonArray();
        for (int i = 0; i < snapshot.points().size(); i++) {
            Point point = snapshot.points().get(i);
            Quality quality = snapshot.quality(i);
            Unit unit = point.definition().unit();
            points.add(Json.object()
                    .add("name", point.name())
                    .add("value", value(snapshot, i))
                    .add("unit", unit.symbol())
                    .add("quality", ViewJson.word(quality.level()))
                    .add("reason", quality.isGood() ? "" : quality.reason())
                    .add("timeUtcMillis", snapshot.utcMillis(i) == 0 ? Json.NULL : Json.value(snapshot.utcMillis(i))));
        }
        return points;
    }

    /** The headline values; those that are not good also appear under {@code poor} with the reason in words. */
    static void headlines(DeviceSnapshot snapshot, JsonObject into) {
        JsonObject values = Json.object();
        JsonObject poor = Json.object();
        for (int i = 0; i < snapshot.points().size(); i++) {
            String name = snapshot.points().get(i).name();
            if (HEADLINES.contains(name)) {
                values.add(name, rounded(snapshot, i));
                Quality quality = snapshot.quality(i);
                if (!quality.isGood()) {
                    poor.add(name, quality.reason());
                }
            }
        }
        into.add("points", snapshot.points().size()).add("values", values).add("poor", poor);
    }

    private static JsonValue value(DeviceSnapshot snapshot, int i) {
        if (!snapshot.quality(i).isUsable()) {
            return Json.NULL;
        }
        Point point = snapshot.points().get(i);
        String text = snapshot.text(i);
        double value = snapshot.value(i);
        return switch (point.definition().kind()) {
            case TEXT -> text == null ? Json.NULL : Json.value(text);
            case STATE -> Json.value(point.definition().stateName(value));
            case FLAG -> Json.value(value != 0);
            case MEASUREMENT, COUNTER -> ViewJson.number(value);
        };
    }

    /** To what a screen can show, so that noise below it is no change. */
    private static JsonValue rounded(DeviceSnapshot snapshot, int i) {
        Point point = snapshot.points().get(i);
        boolean isQuantity = point.definition().kind() == PointKind.MEASUREMENT
                || point.definition().kind() == PointKind.COUNTER;
        double value = snapshot.value(i);
        if (!isQuantity || !snapshot.quality(i).isUsable() || !Double.isFinite(value)) {
            return value(snapshot, i);
        }
        double step =
                point.definition().unit() == Unit.WATT || point.definition().unit() == Unit.WATT_HOUR ? 1 : 100;
        double shown = Math.round(value * step) / step;
        return shown == Math.rint(shown) ? Json.value((long) shown) : Json.value(shown);
    }
}
