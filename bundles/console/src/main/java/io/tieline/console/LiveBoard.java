package io.tieline.console;

import com.eclipsesource.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The present picture in named sections, each with the version at which it last changed. A reader that fell behind gets
 * every section that changed since, once: nothing is queued for it.
 */
final class LiveBoard {

    private record Section(String json, long version) {}

    private final Map<String, Section> sections = new LinkedHashMap<>();
    private long version;

    /** Puts a section; an equal one changes nothing. */
    synchronized void put(String name, JsonValue value) {
        String json = value.toString();
        Section before = sections.get(name);
        if (before == null || !before.json().equals(json)) {
            sections.put(name, new Section(json, ++version));
        }
    }

    synchronized long version() {
        return version;
    }

    /** The sections that changed after a version, as one JSON object. */
    synchronized String changesSince(long earlier, long timeUtcMillis) {
        StringBuilder json = new StringBuilder(1024);
        json.append("{\"timeUtcMillis\":").append(timeUtcMillis).append(",\"sections\":{");
        boolean first = true;
        for (Map.Entry<String, Section> section : sections.entrySet()) {
            if (section.getValue().version() > earlier) {
                json.append(first ? "" : ",")
                        .append('"')
                        .append(section.getKey())
                        .append("\":")
                        .append(section.getValue().json());
                first = false;
            }
        }
        return json.append("}}").toString();
    }
}
