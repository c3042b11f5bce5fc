package io.tieline.gateway.commissioning;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import io.tieline.control.commissioning.CabinetResult;
import io.tieline.control.commissioning.Commissioning;
import io.tieline.control.commissioning.CommissioningReport;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Translates the commissioning test into what the page shows and what is signed. */
public final class CommissioningViews {

    private CommissioningViews() {}

    /** What is signed; people read it too, so the times are those of the site. */
    static JsonObject page(CommissioningReport report, String site, ZoneId zone) {
        JsonArray cabinets = new JsonArray();
        report.results().forEach(result -> cabinets.add(json(result)));
        return Json.object()
                .add("what", "Tieline commissioning test")
                .add("site", site)
                .add("operator", report.operator())
                .add("started", time(report.startedUtcMillis(), zone))
                .add("ended", time(report.endedUtcMillis(), zone))
                .add("aborted", report.aborted())
                .add("passed", report.passed())
                .add("cabinets", cabinets);
    }

    private static JsonObject json(CabinetResult result) {
        JsonObject json = Json.object()
                .add("cabinet", result.cabinet())
                .add("passed", result.passed())
                .add("stepW", Math.rint(result.stepW()))
                .add("answers", result.answers())
                .add("steps", result.steps());
        number(json, "meterRatio", result.meterRatio());
        number(json, "uncertainty", result.uncertainty());
        number(json, "slowestSeconds", result.slowestSeconds());
        return json.add("finding", result.why());
    }

    private static void number(JsonObject json, String name, double value) {
        if (Double.isFinite(value)) {
            json.add(name, Math.rint(value * 1000) / 1000);
        }
    }

    private static String time(long utcMillis, ZoneId zone) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                Instant.ofEpochMilli(utcMillis).atZone(zone).withNano(0));
    }

    /** Progress and result, for the page. */
    public static Map<String, Object> status(Commissioning commissioning) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("passed", List.copyOf(commissioning.passed().keySet()));
        map.put("running", commissioning.running().isPresent());
        commissioning.running().ifPresent(running -> {
            map.put("operator", running.operator());
            map.put("startedUtcMillis", running.startedUtcMillis());
            map.put("cabinet", running.cabinet());
            map.put("powerW", running.watts());
            map.put("pairs", running.pairs());
            map.put("waiting", running.waiting());
            map.put(
                    "results",
                    running.results().stream().map(CommissioningViews::status).toList());
        });
        commissioning.last().ifPresent(report -> {
            Map<String, Object> last = new LinkedHashMap<>();
            last.put("operator", report.operator());
            last.put("endedUtcMillis", report.endedUtcMillis());
            last.put("passed", report.passed());
            last.put("aborted", report.aborted());
            last.put(
                    "results",
                    report.results().stream().map(CommissioningViews::status).toList());
            map.put("last", last);
        });
        return map;
    }

    private static Map<String, Object> status(CabinetResult result) {
        return Map.of(
                "cabinet",
                result.cabinet(),
                "passed",
                result.passed(),
                "meterRatio",
                result.meterRatio(),
                "slowestSeconds",
                result.slowestSeconds(),
                "finding",
                result.why());
    }
}
