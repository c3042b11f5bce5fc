package io.tieline.control;

import io.tieline.control.Situation.Cabinet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fire areas in which nothing is charged any more because something in them reported danger. An area stays closed until a
 * person who has looked at it opens it again. Immutable.
 *
 * @param closed area, or the id of a cabinet that names none, to the report that closed it
 */
record HazardAreas(Map<String, String> closed) {

    static final HazardAreas NONE = new HazardAreas(Map.of());

    private static final String PREFIX = "hazard.";

    HazardAreas {
        closed = Map.copyOf(closed);
    }

    HazardAreas next(List<Cabinet> cabinets, StorageSettings storage, CareBook care) {
        Map<String, String> now = null;
        for (int i = 0; i < cabinets.size(); i++) {
            String report = report(cabinets.get(i), storage.unit(i), care.of(i));
            String area = areaOf(cabinets.get(i), storage.unit(i));
            if (!report.isEmpty() && !closed.containsKey(area)) {
                now = now == null ? new TreeMap<>(closed) : now;
                now.putIfAbsent(area, cabinets.get(i).id() + " reports " + report);
            }
        }
        return now == null ? this : new HazardAreas(now);
    }

    private static String report(Cabinet cabinet, StorageSettings.Unit unit, Care care) {
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
    HazardAreas open(String area) {
        Map<String, String> left = new TreeMap<>(closed);
        left.remove(area);
        return new HazardAreas(left);
    }

    void toMap(Map<String, Object> map) {
        closed.forEach((area, report) -> map.put(PREFIX + area, report));
    }

    static HazardAreas fromMap(Map<String, ?> map) {
        Map<String, String> closed = new TreeMap<>();
        map.forEach((key, value) -> {
            if (key.startsWith(PREFIX) && value instanceof String report) {
                closed.put(key.substring(PREFIX.length()), report);
            }
        });
        return new HazardAreas(closed);
    }
}
