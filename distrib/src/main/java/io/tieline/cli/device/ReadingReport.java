package io.tieline.cli.device;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import io.tieline.model.DeviceAlarm;
import io.tieline.southbound.Identity;
import io.tieline.southbound.Proposal;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What was seen of a device, for people and for machines. */
final class ReadingReport {

    private ReadingReport() {}

    static void print(List<Proposal> proposals, PrintWriter out) {
        if (!proposals.isEmpty()) {
            out.printf("%-32s %10s  %s%n", "profile", "confidence", "because");
        }
        for (Proposal proposal : proposals) {
            out.printf(
                    Locale.ROOT,
                    "%-32s %8.0f %%  %s%n",
                    proposal.profile(),
                    proposal.confidence() * 100,
                    proposal.because());
        }
    }

    static void print(DeviceReading reading, PrintWriter out) {
        Identity identity = reading.identity();
        out.printf(
                Locale.ROOT,
                "%s, serial %s, firmware %s%nread with profile %s, confidence %.0f %%%n",
                name(identity),
                told(identity.serial()),
                told(identity.firmware()),
                identity.profile(),
                identity.confidence() * 100);
        out.printf("  %-32s %-32s %-24s %s%n", "point", "value", "raw", "where");
        for (PointReading point : reading.points()) {
            out.printf(
                    "  %-32s %-32s %-24s %s%n",
                    point.point().name(),
                    point.shown() + alarm(reading, point),
                    point.raw().map(raw -> raw.value()).orElse(""),
                    point.raw().map(raw -> raw.where()).orElse(""));
        }
        reading.commands().forEach(command -> out.println("  command " + command));
        out.flush();
    }

    private static String name(Identity identity) {
        String name = (identity.manufacturer() + " " + identity.model()).strip();
        return name.isEmpty() ? "maker and model not told" : name;
    }

    private static String told(String text) {
        return text.isEmpty() ? "not told" : text;
    }

    private static String alarm(DeviceReading reading, PointReading point) {
        return point.isGood() && point.value() == 1
                ? reading.alarm(point)
                        .map(alarm -> " " + alarm.severity().name().toLowerCase(Locale.ROOT) + ": " + alarm.text())
                        .orElse("")
                : "";
    }

    static JsonArray json(List<Proposal> proposals) {
        JsonArray array = new JsonArray();
        proposals.forEach(proposal -> array.add(Json.object()
                .add("profile", proposal.profile())
                .add("title", proposal.title())
                .add("confidence", proposal.confidence())
                .add("because", proposal.because())));
        return array;
    }

    static JsonObject json(DeviceReading reading) {
        Identity identity = reading.identity();
        JsonArray points = new JsonArray();
        reading.points().forEach(point -> points.add(json(point)));
        JsonArray alarms = new JsonArray();
        reading.alarms().forEach(alarm -> alarms.add(json(alarm)));
        return Json.object()
                .add("manufacturer", identity.manufacturer())
                .add("model", identity.model())
                .add("serial", identity.serial())
                .add("firmware", identity.firmware())
                .add("profile", identity.profile())
                .add("confidence", identity.confidence())
                .add("points", points)
                .add("alarms", alarms)
                .add("commands", Json.array(reading.commands().toArray(String[]::new)));
    }

    private static JsonObject json(PointReading reading) {
        JsonObject object = Json.object().add("point", reading.point().name());
        if (reading.isNumber()) {
            object.add("value", reading.value()).add("unit", reading.unit());
        } else if (reading.quality().isUsable()) {
            object.add("value", reading.shown());
        }
        object.add("quality", reading.quality().name());
        reading.raw().ifPresent(raw -> object.add("raw", raw.value()).add("where", raw.where()));
        return object;
    }

    private static JsonObject json(DeviceAlarm alarm) {
        return Json.object()
                .add("point", alarm.point())
                .add("severity", alarm.severity().name().toLowerCase(Locale.ROOT))
                .add("code", alarm.code())
                .add("text", alarm.text());
    }
}
