package io.tieline.control.fleet;

import io.tieline.control.settings.StorageSettings;
import io.tieline.control.situation.Cabinet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fire areas in which nothing is charged any more because something in them reported danger. An area stays closed until a
 * person who has looked at it opens it again. Immutable.
 *
 * @param closed area, or the id of a cabinet that names none, to the report that closed it
 */
public record HazardAreas(Map<String, Report> closed) {

    static final HazardAreas NONE = new HazardAreas(Map.of());

    private static final String PREFIX = "hazard.";

    /** In the order of the names: that of an unsorted map is another one in every run, and alarms come in it. */
    public HazardAreas {
        closed = Collections.unmodifiableMap(new TreeMap<>(closed));
    }

    /**
     * What closed an area.
     *
     * @param cabinet id of the one that reported, where somebody has to look
     * @param danger in words
     */
    public record Report(String cabinet, String danger) {

        private static final String REPORTS = " reports ";

        /** As it is told and remembered. */
        public String text() {
            return cabinet + REPORTS + danger;
        }

        /** Ids have no blanks, so the first word is the cabinet. */
        private static Report of(String text) {
            int end = text.indexOf(REPORTS);
            return end < 0
                    ? new Report("control", text)
                    : new Report(text.substring(0, end), text.substring(end + REPORTS.length()));
        }
    }

    HazardAreas next(List<Cabinet> cabinets, StorageSettings storage, CareBook care) {
        Map<String, Report> now = null;
        for (int i = 0, n = cabinets.size(); i < n; i++) {
            String danger = danger(cabinets.get(i), storage.unit(i), care.of(i));
            String area = areaOf(cabinets.get(i), storage.unit(i));
            if (!danger.isEmpty() && !closed.containsKey(area)) {
                now = now == null ? new TreeMap<>(closed) : now;
                now.putIfAbsent(area, new Report(cabinets.get(i).id(), danger));
            }
        }
        return now == null ? this : new HazardAreas(now);
    }

    private static String danger(Cabinet cabinet, StorageSettings.Unit unit, Care care) {
        if (!cabinet.condition().hazard().isEmpty()) {
            return cabinet.condition().hazard();
        }
        double rise = care.warmth().perMinute();
        return rise >= unit.chemistry().gates().rise()
                ? "cells that heat up by " + Math.round(rise) + " °C a minute"
                : "";
    }

    boolean isClosed(Cabinet cabinet, StorageSettings.Unit unit) {
        return !closed.isEmpty() && closed.containsKey(areaOf(cabinet, unit));
    }

    private static String areaOf(Cabinet cabinet, StorageSettings.Unit unit) {
        return unit.area().isEmpty() ? cabinet.id() : unit.area();
    }

    /** Opened again by a person. */
    public HazardAreas open(String area) {
        Map<String, Report> left = new TreeMap<>(closed);
        left.remove(area);
        return new HazardAreas(left);
    }

    void toMap(Map<String, Object> map) {
        closed.forEach((area, report) -> map.put(PREFIX + area, report.text()));
    }

    static HazardAreas fromMap(Map<String, ?> map) {
        Map<String, Report> closed = new TreeMap<>();
        map.forEach((key, value) -> {
            if (key.startsWith(PREFIX) && value instanceof String report) {
                closed.put(key.substring(PREFIX.length()), Report.of(report));
            }
        });
        return new HazardAreas(closed);
    }
}
